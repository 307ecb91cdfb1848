"""Patterns of what a quantity is made of. Each is linear: a repetition never follows another of the same characters."""

import re

__all__ = [
    "ANY",
    "BEFORE",
    "BOTH_WAYS",
    "CODE_AFTER",
    "DATE",
    "DECADE",
    "DECADE_OF",
    "DIGITS",
    "DOTTED_TIME",
    "FRACTION",
    "GLUED",
    "HALF",
    "JOINT",
    "LABEL",
    "LINK",
    "LINKED",
    "MIXED",
    "NAME",
    "NEXT",
    "NUMBER",
    "ORDINAL",
    "POWER",
    "SIGN",
    "SPACE",
    "SQUARED",
    "TIME",
    "TIMES",
    "TIMES_SIGN",
    "VERSION",
    "VULGAR",
    "WORDS",
    "WORD_BEFORE",
    "WORD_CODE",
]

ANY = re.compile(r"[\d²³¹⁰⁴-⁹¼-¾⅐-⅞]")
SPACE = "[ \u00a0\u202f\u2009]"
DATE = re.compile(
    r"(?<![\w./-])(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})([./-])(\d{1,2})\5(\d{4})|(\d{1,2})/(\d{1,2})/(\d\d))(?![\w/-]|\.\d)"
)
TIME = re.compile(
    rf"([01]?\d|2[0-4])(?::([0-5]\d)(?::[0-5]\d)?|{SPACE}?[hH]{SPACE}?([0-5]\d))(?![\d:]|[a-z]|[.,\u00a0\u202f]\d{{3}}(?!\d)|{SPACE}min)"
)
DOTTED_TIME = re.compile(rf"([01]?\d|2[0-4])\.([0-5]\d)(?={SPACE}?(?:[ap]\.?{SPACE}?m\b|Uhr\b|h\b|horas\b|hs\b))")
HALF = re.compile(rf"{SPACE}?([ap])(?:\.{SPACE}?m\.?|m)(?!\w)", re.IGNORECASE)
VERSION = re.compile(r"\d+(?:[.,]\d+)*\.[xX*](?![^\W\d_])|\d+(?:\.\d+){2,}")
NUMBER = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*")
DIGITS = re.compile(r"\d+")
POWER = re.compile(r"[²³¹⁰⁴-⁹]+")
VULGAR = re.compile(r"[¼-¾⅐-⅞]")
FRACTION = re.compile(r"(\d{1,2})[/⁄](\d{1,3})(?![\d/⁄])")
MIXED = re.compile(
    rf"(?:{SPACE}|-|\u2011|{SPACE}(?:and|y|et|und){SPACE})(?:[¼-¾⅐-⅞]|(\d{{1,2}})[/⁄](\d{{1,2}})(?![\d/⁄]|[.,]\d))|[¼-¾⅐-⅞]"
)
"""The fraction after a whole number: ``1 1/2``, ``1-1/2``, ``1 and 1/2``, ``1½``."""
LABEL = re.compile(
    r"(?<!\w)(?:se[czt]+i[oó]n\w*|chapters?|cap[ií]tul\w+|chapitres?|kapiteln?|abschnitte?n?|pages?|páginas?|seiten?|pp?\.|S\.|figures?|fig\.|figuras?|"
    r"abb(?:ildung(?:en)?|\.)|tables?|tablas?|tabellen?|tableaux?|steps?|pasos?|étapes?|schritte?n?|versi[oó]n\w*|lines?|líneas?|lignes?|zeilen?|"
    r"articles?|artículos?|artikeln?|rooms?|n[oº°]\.?|nr\.|§)\s\Z",
    re.IGNORECASE,
)
"""What stands before the number of a thing, in several languages."""
ORDINAL = re.compile(
    r"(?:st|nd|rd|th|ers?|res?|nde?|e|es|è?me|[eè]re|o|a|os|as|ème|tes?|ten|ter)(?!\w)|\.er(?!\w)|\.?[ºª](?!\w| ?[CFK]\b)|\.[oªº](?!\w)"
)
DECADE = re.compile(r"['’]?s(?!\w)|er(?:n|s)?(?!\w)|-(?:х|ті|е)(?!\w)")
GLUED = re.compile(r"[a-z](?!\w)")
WORD_CODE = re.compile(r"[A-Za-z]-\Z")
DECADE_OF = re.compile(r"\b(?:the|die|den|der|their|his|her|late|early|mid)[ -]\Z|['’]\Z", re.IGNORECASE)
NEXT = re.compile(
    rf"({SPACE}|-|\u2011)?([A-Z]{{1,3}}\$(?!\w|{SPACE}?\d)|\${SPACE}?(?:US|CA|AU|HK|NZ|MX|NT)(?!\w)|[^\W\d_]+(?:[.'’/·-](?=[^\W\d_])[^\W\d_]+)*(?:[²³]|(?<=m)[23](?!\w))?\.?|[°º][CF](?!\w)|[%‰°′″¢]|[$€£¥￥₹₽₩₴₺₪฿](?![\w]))"
)
BEFORE = re.compile(
    rf"(?:([A-Z]{{0,3}}[$€£¥￥₹₽₩₴₺₪฿])|(?<!\w)((?:HK|NZ|AU|MX|NT){SPACE}\${SPACE}?|(?:US|CA){SPACE}\${SPACE})|(?<!\d)(?<!\d{SPACE})(?:((?:(?<!\w)[A-Z]{{1,2}})?[$€£¥￥₹₽₩₴₺₪฿])|(?<!\w)([A-Z]{{3}}))[ \u00a0\u202f])\Z"
)
"""A sign or a code of a currency; with a space inside as some write it: ``HK $ 450``."""
CODE_AFTER = re.compile(rf"{SPACE}?([A-Z]{{3}})(?!\w)")
LINK = re.compile(r"(?:[ \u00a0\u202f.]|st|nd|rd|th)*(?:(?:de|of|du|von)[ \u00a0])?")
WORD_BEFORE = re.compile(r"([^\W\d_]+\.?)(?:[ \u00a0](?:the|le|el|der)|[ ,])?[ \u00a0\u202f]\Z")
JOINT = re.compile(
    r"[-‐‑–—−/:]|\s[-‐‑–—−/:]\s|\s?[x×✕]\s?|\s(?:to|through|a|al|à|au|bis|until|hasta|by|por|sur|mal|auf|по|до|à|und|and|y|et)\s(?:(?:los|las|la|zum|les)\s)?"
)
LINKED = re.compile(r"\s(?:(?:de|of)\s|d['’])(?=\S)")
SQUARED = re.compile(r"(?<=m)[23]\Z")
BOTH_WAYS = re.compile(r"\s(?:and|und|y|et)\s")
NAME = re.compile(
    r"(?:(?:^|[\s(])(?:v|[Vv]ers(?:ion|ión|iones|ions|ionen)|(?:[Rr]elease|[Ss]ection|[Cc]hapter|[Ff]igure|[Ff]ig\.|[Tt]able|[Aa]ppendix|"
    r"[Ee]xample|[Pp]art|[Ll]evel|[Ss]tep|[Ll]isting|[Ee]quation))|[^\s.!?:]\s+[A-Z][A-Za-z+#]+|\A(?!(?:About|Over|Nearly|Around|Almost|Only|"
    r"Under|Above|Below|Between|From|To|At|In|On|With|For|By|Of|Some|Just|Roughly|Approximately|Than|Up|Add|Use|Take|Set|Make|Pay|Buy|The|A|And|"
    r"Or|Is|If|It|He|She|We|They|This|That|[A-Z][a-z]+[^w]s)\b)[A-Z][A-Za-z+#]+)[ \u00a0](?:v\.?)?\Z|(?<!\w)[vV]\Z|"
    r"\b(?:[Nn]ew|[Aa]dded|[Cc]hanged|[Dd]eprecated|[Rr]emoved|[Ff]ixed|[Ii]ntroduced|[Aa]ppeared|[Aa]ppears|[Uu]pdate[ds]?|[Uu]pgraded?|"
    r"[Dd]owngraded?|[Rr]eleased|[Ss]upported|[Ss]upport|[Aa]vailable|[Mm]igrat(?:e|ed|ing)|[Bb]roken|[Bb]ackported|[Ss]hipped|[Ii]ncluded)"
    r"[ ](?:in|to|from|since|with|as of|before|until)[ ]\Z|\b[Aa]s of[ ]\Z|\b(?:before|after|until|since|from)[ ]release[ ]\Z"
)
"""What stands before a version or the number of a section."""
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
SIGN = re.compile(r"(?:\A|[\s(\[\"'“«„<>=~≈£$€¥])(?:([-−–+])|(±)\s?)\Z")
TIMES_SIGN = re.compile(r"[x×✕]")
TIMES = re.compile(r"\d\s?[x×]\Z")
