# Bash cuts words at the characters of COMP_WORDBREAKS, of which names have `@` and `=`, and ARNs `:`. The program is asked with
# whole words, and its candidates lose what bash leaves where it is.
_strongroom_whole_words() {
    local -a words=()
    local rest=$COMP_LINE part gap left over typed="" kept="" i current=-1 last=-1
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        part=${COMP_WORDS[i]}
        gap=${rest%%"$part"*}
        rest=${rest#*"$part"}
        left=""
        if ((i > 0)) && [[ -n $part && -z $gap && ($part == [@=:]* || ${COMP_WORDS[i - 1]} == *[@=:]) ]]; then
            # What follows the cursor in its own word is no part of what is completed.
            ((last == current)) && continue
            left=${words[last]}
        else
            ((last += 1))
        fi
        if ((i == COMP_CWORD)); then
            current=$last
            over=$((${#COMP_LINE} - ${#rest} - COMP_POINT))
            if [[ -z $left && -n $part ]] && ((over >= ${#part})); then
                # The cursor is before this word, at the place of one that is not begun.
                words[last]=""
                ((last += 1))
                words[last]=$part
                continue
            fi
            ((over > 0)) && part=${part:0:${#part}-over}
            # What bash replaces: what was typed since the last break, with the `@` of that break, without a quote before it.
            typed=$2
            kept=$left$part
            kept=${kept%"$typed"}
            kept=${kept//[\"\'\\]/}
            part=$kept$typed
            left=""
        fi
        words[last]=$left$part
    done
    ((current < 0)) && return

    local -a COMP_WORDS=("${words[@]}")
    local COMP_CWORD=$current
    _clap_complete_strongroom "$1" "$kept$typed" "${3-}"
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        COMPREPLY[i]=${COMPREPLY[i]#"$kept"}
    done
}
