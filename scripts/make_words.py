"""Make the word lists in ``workflow/lexicon/`` from a folder of plain corpora.

A word is listed if it occurs in lower case, be it once: a rare word that is missing could be taken for a misspelling, while a misspelling
that is listed only makes an edit look larger than it is. Names, which are always capitalised, are left out. A word that is rather a name
(``Linux``, ``Polish``) is listed with a capital letter.
In German, which capitalises nouns, capitalised words count as well. Frequent misspellings are left out by hand. Only words and no texts are
taken from the corpora.

    python scripts/make_words.py CORPORA
"""

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "workflow" / "lexicon"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 24
_RATHER_NAME = 4
"""A word that is capitalised within a sentence more than this many times as often as not is rather a name."""
_CAPITALISED = {"de"}
_MISSPELT = """
    arent couldnt didnt doesnt dont isnt shouldnt wasnt wouldnt accomodate accomodation acheive acheived accross adress adresses agressive alot apparantly arguement becuase becasue begining beleive
    beleived calender catagory collegue comming commited comparision completly concensus definately definatly dependant develope dissapear
    dissapoint embarass enviroment enviromental equiptment existance experiance familar febuary finaly foriegn freind freinds garantee
    goverment goverments grammer gaurd happend harrass heigth immediatly independance independant intresting knowlege liason lenght libary
    liscense maintainance maintenence medecine millenium mispell neccesary necesary neccessary noticable occassion occasionaly occured
    occuring occurence occurrance paralell peice percieve persistant posession potatos prefered preceed privelege probaly publically
    realy recieve recieved recieves reccomend recomend refered referal relevent remeber repitition resistence responsability rythm
    seperate seperated seperately sieze similiar sincerly speach strenght succesful successfull suprise temperture teh thier therefor
    tommorow tommorrow tounge truely twelth untill usefull visable wether wich wierd withold writting yeild
"""


def texts(corpora: Path, language: str) -> Iterator[str]:
    """Every text in a language: the English ones of all pairs, else those of the pair."""
    if language == "en":
        with lzma.open(corpora / "en" / "sentences.txt.xz", "rt", encoding="utf-8") as lines:
            yield from lines
    pairs = ("es", "de", "fr") if language == "en" else (language,)
    for pair in pairs:
        for name in ("train", "docs"):
            with lzma.open(corpora / f"en-{pair}" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield line.rstrip("\n").split("\t")[-2 if language == "en" else -1]


def words(corpora: Path, language: str) -> list[str]:
    """The words of a language, sorted."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts(corpora, language):
        for found in _WORD.finditer(text):
            word = found[0].lower().replace("’", "'")
            if found[0].islower() or language in _CAPITALISED:
                counts[word] += 1
            elif found[0].istitle() and text[: found.start()].rstrip()[-1:].islower():
                names[word] += 1
    misspelt = frozenset(_MISSPELT.split())
    kept = [word for word in counts if len(word) <= _LONGEST and word not in misspelt]
    return sorted(word.capitalize() if names[word] > _RATHER_NAME * counts[word] else word for word in kept)


def main(corpora: Path) -> None:
    """Write the list of every language."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for language in ("en", "es", "de", "fr"):
        found = words(corpora, language)
        data = lzma.compress("\n".join(found).encode(), preset=9 | lzma.PRESET_EXTREME)
        (TARGET / f"{language}.txt.xz").write_bytes(data)
        sys.stdout.write(f"{language}: {len(found):,} words, {len(data):,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
