"""Numbers in words, and the words and numerals that stand for numbers in a translation."""

import re
from functools import cache

from workflow.languages import base_language

__all__ = ["cardinals", "is_ordinal", "minus_words", "number_words", "roman"]

_WORDS = {
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty,30 thirty,40 forty,50 fifty,60 sixty,70 seventy,80 eighty,90 ninety,100 hundred,1000 thousand,2 both twice double,"
    "1 first once single,2 second,3 third,4 fourth,5 fifth,6 sixth,7 seventh,8 eighth,9 ninth,10 tenth,12 dozen,0.5 half",
    "es": "cero|uno un una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|"
    "diecinueve|veinte,30 treinta,40 cuarenta,50 cincuenta,60 sesenta,70 setenta,80 ochenta,90 noventa,100 cien ciento,1000 mil,"
    "2 ambos ambas doble par,1 primero primer primera primeros primeras,2 segundo segunda,3 tercero tercer tercera,4 cuarto cuarta,"
    "5 quinto quinta,6 sexto sexta,7 séptimo séptima,8 octavo octava,9 noveno novena,10 décimo décima,11 undécimo undécima undécimos undécimas,12 duodécimo duodécima,20 vigésimo vigésima,12 docena,20 veintena,30 treintena,0.5 medio media mitad",
    "fr": "zéro|un une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|"
    "vingt,30 trente,40 quarante,50 cinquante,60 soixante,80 quatre-vingts,90 quatre-vingt-dix,70 soixante-dix,100 cent,1000 mille,"
    "2 double paire,1 premier première premiers premières,2 second seconde deuxième,3 troisième,4 quatrième,5 cinquième,6 sixième,"
    "7 septième,8 huitième,9 neuvième,10 dixième,11 onzième,12 douzième,20 vingtième,60 soixantième,100 centième,12 douzaine,15 quinzaine,20 vingtaine,30 trentaine,40 quarantaine,50 cinquantaine,60 soixantaine,0.5 demi demie moitié",
    "de": "null|eins ein eine einen einem einer|zwei zweier|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|"
    "sechzehn|siebzehn|achtzehn|neunzehn|zwanzig,30 dreißig,40 vierzig,50 fünfzig,60 sechzig,70 siebzig,80 achtzig,90 neunzig,"
    "100 hundert,1000 tausend,2 beide beiden doppelt zweimal,1 erste ersten erster erstes einmal,2 zweite zweiten zweiter zweites,"
    "3 dritte dritten dritter drittes dreimal,4 vierte vierten vierter viertes,5 fünfte fünften fünfter,6 sechste sechsten,"
    "7 siebte siebten,8 achte achten,9 neunte neunten,10 zehnte zehnten,11 elfte elften,"
    "20 zwanzigste zwanzigsten zwanzigster zwanzigstes,30 dreißigste dreißigsten dreißigster dreißigstes,40 vierzigste vierzigsten vierzigster vierzigstes,"
    "50 fünfzigste fünfzigsten fünfzigster fünfzigstes,60 sechzigste sechzigsten sechzigster sechzigstes,70 siebzigste siebzigsten siebzigster siebzigstes,"
    "80 achtzigste achtzigsten achtzigster achtzigstes,90 neunzigste neunzigsten neunzigster neunzigstes,100 hundertste hundertsten hundertster hundertstes,12 dutzend,0.5 halb halbe halben hälfte",
}
"""By language: the words for 0 to 20, then others with their numbers in front."""
_MINUS = {
    "en": "minus below",
    "es": "menos bajo",
    "fr": "moins dessous",
    "de": "minus unter",
    "it": "meno sotto",
    "pt": "menos abaixo",
}
_ORDINAL = re.compile(
    "first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th|primer[oa]?s?|segund[oa]|tercer[oa]?|(?:cuart|quint|sext|séptim|octav|noven|(?:un|duo)?d[ée]cim|vigésim)[oa]s?|"
    "premi(?:er|ère)s?|seconde?|.*ième|(?:ers|drit|zwei|vier|fünf|sechs|sieb|ach|neun|zehn|elf|\\w+s)te[nrs]?"
)
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@cache
def number_words(code: str) -> dict[str, str]:
    """Return the numbers that words stand for, as digits with a point; empty for a language without a list."""
    small, _, rest = _WORDS.get(base_language(code), "").partition(",")
    found = {word.casefold(): str(number) for number, words in enumerate(small.split("|")) for word in words.split()}
    for group in filter(None, rest.split(",")):
        number, *words = group.split()
        found |= {word.casefold(): number for word in words if word.casefold() not in found}
    return found


@cache
def cardinals(code: str) -> dict[str, int]:
    """Return the words for two to twelve; empty for a language without a list. Those for one are articles and pronouns, too."""
    small = _WORDS.get(base_language(code), "").partition(",")[0]
    return {
        word: number for number, words in enumerate(small.split("|")) if 2 <= number <= 12 for word in words.split()
    }


def is_ordinal(word: str) -> bool:
    """Return whether a word of ``number_words`` is an ordinal, which says no amount."""
    return _ORDINAL.fullmatch(word.casefold()) is not None


@cache
def minus_words(code: str) -> frozenset[str]:
    """Return the words that stand for a minus."""
    return frozenset(_MINUS.get(base_language(code), "").split())


def roman(number: int) -> str:
    """Return 1 to 39 in Roman numerals; a string that no text contains for other numbers."""
    return "X" * (number // 10) + _ONES[number % 10] if 0 < number < 40 else "\0"
