"""Make `src/broadsheet/text/spelling.tsv`: British spellings and the American ones they fold to.

The word lists are SCOWL's, as Debian packages them (`wbritish-large`, `wamerican-large`; free to use,
modify and distribute with Kevin Atkinson's notice). A word that only the British list has is paired with
the word of the American list that a respelling rule leads to. The pairs no rule can find are written below.

    python training/spelling.py /usr/share/dict/british-english-large /usr/share/dict/american-english-large
"""

import re
import sys
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src/broadsheet/text/spelling.tsv"

RULES = [  # (British, American), tried in this order, each also after the ones before it
    ("our", "or"),
    ("is(e|ed|es|er|ers|ing|ation|ations|able|ational)$", r"iz\1"),
    ("ys(e|ed|es|er|ers|ing)$", r"yz\1"),
    ("ll(ed|er|ers|ing|or|ors|ery)$", r"l\1"),
    ("pp(ed|er|ers|ing)$", r"p\1"),
    ("tt(ed|er|ers|ing)$", r"t\1"),
    ("tre(s|d)?$", r"ter\1"),
    ("bre(s|d)?$", r"ber\1"),
    ("vre(s|d)?$", r"ver\1"),
    ("cre(s)?$", r"cer\1"),
    ("gre(s)?$", r"ger\1"),
    ("tring$", "tering"),
    ("ogue(s|d)?$", r"og\1"),
    ("ence(s|d|less)?$", r"ense\1"),
    ("mme(s)?$", r"m\1"),
    ("ae(?!$)", "e"),
    ("oe(?!$|r)", "e"),
    ("oul", "ol"),
    ("lf", "llf"),
    ("lm", "llm"),
    ("(l)(s?)$", r"ll\2"),
    ("l(ment|ments)$", r"ll\1"),
    ("que(s|d)?$", r"ck\1"),
    ("yre", "ire"),
    ("ough", "ow"),
    ("ibre", "iber"),
    ("ium", "um"),
    ("lgu", "lg"),
    ("dgement", "dgment"),
    ("geing$", "ging"),
]
BY_HAND = """
programme program | programmes programs | grey gray | greys grays | greyer grayer | tyre tire | tyres
tires | defence defense | defences defenses | offence offense | offences offenses | licence license |
licences licenses | pretence pretense | pretences pretenses | cheque check | cheques checks | kerb curb |
kerbs curbs | plough plow | ploughs plows | ploughed plowed | ploughing plowing | jewellery jewelry |
moustache mustache | moustaches mustaches | pyjamas pajamas | gaol jail | gaols jails | gaoled jailed |
aluminium aluminum | mum mom | mums moms | draughty drafty | cosy cozy | sceptical skeptical | sceptic
skeptic | sceptics skeptics | scepticism skepticism | manoeuvre maneuver | manoeuvres maneuvers |
manoeuvred maneuvered | manoeuvring maneuvering | towards toward | afterwards afterward | judgement
judgment | judgements judgments | acknowledgement acknowledgment | acknowledgements acknowledgments |
ageing aging | doughnut donut | doughnuts donuts | catalogue catalog | catalogues catalogs | catalogued
cataloged | dialogue dialog | dialogues dialogs | analogue analog | mediaeval medieval | encyclopaedia
encyclopedia | fulfil fulfill | fulfils fulfills | skilful skillful | wilful willful | instalment
installment | instalments installments | enrol enroll | enrols enrolls | enrolment enrollment | distil
distill | distils distills | instil instill | instils instills | marvellous marvelous | woollen woolen |
counsellor counselor | counsellors counselors | focussed focused | focussing focusing | benefitted
benefited | benefitting benefiting | practised practiced | practising practicing | sulphur sulfur | foetus
fetus | rouble ruble | roubles rubles | whilst while | amongst among | spelt spelled | learnt learned |
burnt burned | dreamt dreamed | leapt leaped | paediatric pediatric | travelling traveling | travelled
traveled | traveller traveler | travellers travelers | labelled labeled | labelling labeling | cancelled
canceled | cancelling canceling | modelling modeling | modelled modeled | signalled signaled | signalling
signaling | channelled channeled | channelling channeling | fuelled fueled | fuelling fueling | totalled
totaled | totalling totaling | rivalled rivaled | levelled leveled | levelling leveling | marshalled
marshaled | marshalling marshaling | quarrelled quarreled | quarrelling quarreling | tunnelling tunneling
| tunnelled tunneled | councillor councilor | councillors councilors | despatch dispatch | despatched
dispatched | enquiry inquiry | enquiries inquiries | enquire inquire | enquired inquired | advisor adviser
| advisors advisers | protestor protester | protestors protesters | adviser adviser | protester protester
"""
# Another word, or none: a rule would join them.
DIFFERENT = {
    "prise",
    "prises",
    "prised",
    "prising",
    "caesar",
    "bael",
    "baels",
    "bise",
    "bize",
    "mise",
    "frise",
}
DIFFERENT |= {"bourg", "forb", "maugre", "maigre", "seiser", "stour"}


def respell(word: str, american: set[str]) -> str | None:
    """The American word that one rule, or two in a row, make of `word`."""
    once = {new for old, to in RULES if (new := re.sub(old, to, word)) != word}
    for candidates in (
        once,
        {re.sub(old, to, new) for new in once for old, to in RULES},
    ):
        if found := sorted(candidates & american):
            return found[0]
    return None


def main(british_file: str, american_file: str) -> None:
    british, american = (
        {
            word
            for word in Path(name).read_text().split()
            if re.fullmatch("[a-z]{4,}", word)
        }
        for name in (british_file, american_file)
    )
    pairs = {
        word: to
        for word in sorted(british - american - DIFFERENT)
        if (to := respell(word, american))
    }
    for line in " ".join(BY_HAND.split()).split(" | "):
        word, to = line.rsplit(" ", 1)
        pairs[word] = to
    OUTPUT.write_text(
        "".join(f"{word}\t{to}\n" for word, to in sorted(pairs.items())),
        encoding="utf-8",
    )
    print(f"{len(pairs):,} pairs in {OUTPUT}")


if __name__ == "__main__":
    main(*sys.argv[1:])
