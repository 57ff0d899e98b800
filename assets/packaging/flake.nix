# nix run 'git+file:.?dir=assets/packaging', or the same with the address of the repository.
# Nix was not at hand where this was written: it was not run.
{
  description = "A terminal dashboard for AWS Secrets Manager";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      each = function: nixpkgs.lib.genAttrs systems (system: function nixpkgs.legacyPackages.${system});
      root = ../..;
      manifest = (builtins.fromTOML (builtins.readFile (root + "/Cargo.toml"))).package;
    in
    {
      packages = each (pkgs: {
        default = pkgs.rustPlatform.buildRustPackage {
          pname = manifest.name;
          inherit (manifest) version;
          src = root;
          cargoLock.lockFile = root + "/Cargo.lock";
          # For the cryptography of TLS.
          nativeBuildInputs = [ pkgs.cmake pkgs.installShellFiles ];
          # The tests start servers and terminals, for which the build has no room.
          doCheck = false;
          postInstall = ''
            bash assets/packaging/prepare "$out/bin/strongroom"
            installManPage target/packaging/man/*
            installShellCompletion --bash --name strongroom target/packaging/completions/strongroom.bash
            installShellCompletion --zsh target/packaging/completions/_strongroom
            installShellCompletion --fish target/packaging/completions/strongroom.fish
          '';
          meta = {
            inherit (manifest) description;
            license = pkgs.lib.licenses.mit;
            mainProgram = manifest.name;
          };
        };
      });
    };
}
