"""An HTTPS server with a certificate of a CA made for it. Prints its port, writes the CA to the path in the first argument, and
answers each request with an empty list of secrets. The second argument names a fault: see `kind` below; `good` has none."""

import datetime
import http.server
import ipaddress
import ssl
import sys
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = datetime.timedelta(days=1)
PEM = serialization.Encoding.PEM


def certificate(name, issuer, key, issuer_key, extensions, days=0):
    """A certificate that is valid from a day before now to a day after it, or as many days later."""
    now = datetime.datetime.now(datetime.timezone.utc) + days * DAY
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - DAY).not_valid_after(now + DAY)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def named(name):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"SecretList":[]}'
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.1")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


kind = sys.argv[2]
ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
ca_name = named("Strongroom test CA")
ca = certificate(ca_name, ca_name, ca_key, ca_key, [x509.BasicConstraints(ca=True, path_length=None)])
host, address = ("elsewhere.test", "127.0.0.9") if kind == "other-name" else ("secrets.test", "127.0.0.1")
names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address(address))]
extensions = [x509.SubjectAlternativeName(names)]
if kind == "client-purpose":
    extensions.append(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CLIENT_AUTH]))
if kind == "ca-as-server":
    extensions.append(x509.BasicConstraints(ca=True, path_length=None))
days = {"expired": -30, "not-yet-valid": 30}.get(kind, 0)
if kind in ("self-signed", "ca-as-server"):
    leaf = certificate(named(host), named(host), key, key, extensions)
else:
    leaf = certificate(named(host), ca_name, key, ca_key, extensions, days)
if kind == "other-ca":
    other, other_name = ec.generate_private_key(ec.SECP256R1()), named("Another test CA")
    ca = certificate(other_name, other_name, other, other, [x509.BasicConstraints(ca=True, path_length=None)])
with open(sys.argv[1], "wb") as file:
    file.write(ca.public_bytes(PEM))
with tempfile.NamedTemporaryFile() as chain:
    chain.write(leaf.public_bytes(PEM))
    chain.write(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    chain.flush()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain.name)
if kind == "old-tls":
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.minimum_version = ssl.TLSVersion.TLSv1
if kind == "client-certificate":
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
