"""Wrong sums, units, dates, times in words and references that were saved, and right translations of the same kinds."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import number_words, quantities
from workflow.checks.table import failed_check
from workflow.quantities.localising import corrections

CHANGED = [
    ("de", "Water came out at 39.96 degrees Celsius.", "Wasser kam auf 39,96 Grad wird in Celsius."),
    ("fr", "It was 20 degrees Fahrenheit.", "Il faisait 20 degrés Celsius."),
    ("fr", "The wall was built between 220 BC and AD 43.", "Le mur a été construit entre 220 av. J.-C. et 43."),
    ("es", "It was struck in AD 114.", "Fue acuñada en 114."),
    ("fr", "Call between 9 a.m. and 5:30 p.m.", "Appelez entre 9 heures. et 5 :30."),
    ("es", "A score of villagers waited.", "Un marcador de aldeanos esperaba."),
    ("de", "Three score and ten years is a long time.", "Drei Punkte und zehn Jahre ist eine lange Zeit."),
    ("de", "It lasts 1 1/2 hours.", "Es dauert 30 Minuten."),
    ("fr", "It lasts 1 1/2 hours.", "Cela dure 1 heure."),
    ("es", "It begins at ten past one.", "Empieza a la una."),
    ("de", "It begins at twenty to five.", "Es beginnt um zwanzig nach fünf."),
    ("es", "Chapter 12 deals with loans.", "Carpeta 12 trata de préstamos."),
    ("fr", "Wait in room 4.17.", "Attendez au 4.17."),
    ("de", "It fills pages 212-219.", "Es passt 212-219."),
    ("es", "Pressure fell to 6.9 bar.", "La presión cayó a 6,9 barra."),
    ("es", "It costs $5 AUD a month.", "Cuesta 5 $ al mes."),
    ("es", "The jacket costs A$79.95.", "La chaqueta cuesta un$79,95."),
    ("es", "The jacket costs A$79.95.", "La chaqueta cuesta $79,95."),
    ("de", "The phone sells for C$899.", "Das Telefon kostet 899 $."),
    ("es", "The jacket costs $79.95.", "La chaqueta cuesta A$79,95."),
    ("es", "It costs US$5.", "Cuesta $5."),
    ("es", "It costs HK$450.", "Cuesta 450 dólares."),
    ("de", "The fare rose to 32 kr.", "Der Preis stieg auf 32 kr-krum."),
    ("de", "The salinity is 35‰.", "Der Salzgehalt ist 35 ‰„Haupt."),
    ("de", "See p. 305.", "Siehe P. 305 Uhr."),
    ("de", "The train leaves at 10.15pm.", "Der Zug fährt um 22.15pm."),
    ("fr", "It was signed on 7 October 2031.", "Il a été signé le 7 octobre 2031 octobre."),
    ("de", "He weighs 12 stone.", "Er wiegt 12 Stein."),
    ("fr", "The town has 3 lakh inhabitants.", "La ville a 3 habitants."),
    ("de", "The fund holds ₹12,50,000.", "Das Geld hält 12 ₹,50 000."),
    ("es", "The band was popular in the 1990s.", "La banda fue popular en el año 1990."),
    ("fr", "They won 4-2 on penalties.", "Ils ont remporté 4-2 ans."),
    ("fr", "The city was founded in AD 79.", "La ville a été fondée à 79 ans."),
    ("es", "The room is 4 m by 5 m.", "La sala es 4 m de 5 m."),
    ("de", "The room is 4 m by 5 m.", "Die Zimmer ist 4 m von 5 m."),
    ("es", "World War II ended in 1945.", "La Primera Guerra mundial terminó en 1945."),
    ("de", "World War II ended in 1945.", "Weltkrieg endete ich 1945."),
    ("es", "See p. 305 for details.", "Consulte el 305 para obtener más detalles."),
    ("fr", "He is 6'2\" tall.", "Il est 6'2\"all."),
    ("de", "The island lies at 51°28′N 0°00′W.", 'Die Insel liegt bei 51° 28„NN 0° 00„Leistet".'),
    ("es", "The temple was built in 500 BC.", "El templo se construyó en 500."),
    ("de", "The film starts at half past nine.", "Der Film beginnt auf halb neun."),
    ("fr", "The film starts at half past nine.", "Le film commence à la moitié passée."),
    ("es", "The bus leaves at quarter to six.", "El autobús deja al cuarto a seis."),
    ("de", "The meeting is at noon.", "Die Sitzung ist im Roman."),
    ("fr", "The gate opens at midnight.", "La porte ouvre à la mi-night."),
]
KEPT = [
    ("de", "Water came out at 39.96 degrees Celsius.", "Wasser kam mit 39,96 Grad Celsius."),
    ("es", "Water came out at 40 degrees Celsius.", "El agua salió a 40 grados centígrados."),
    ("fr", "It was 90 degrees Fahrenheit.", "Il faisait 90° F."),
    (
        "fr",
        "The wall was built between 220 BC and AD 43.",
        "Le mur a été construit entre 220 av. J.-C. et 43 apr. J.-C.",
    ),
    ("es", "It was struck in AD 114.", "Fue acuñada en el año 114."),
    ("de", "It was founded in AD 1284.", "Es wurde 1284 gegründet."),
    ("es", "A score of villagers waited.", "Una veintena de aldeanos esperaba."),
    ("fr", "A score of 12 is enough.", "Un score de 12 suffit."),
    ("es", "A score of ten is enough.", "Una puntuación de diez es suficiente."),
    ("de", "The score of the film won a prize.", "Die Filmmusik gewann einen Preis."),
    ("de", "It lasts 1 1/2 hours.", "Es dauert 90 Minuten."),
    ("es", "It lasts 1 1/2 hours.", "Dura hora y media."),
    ("de", "It lasts 90 minutes.", "Es dauert anderthalb Stunden."),
    ("fr", "It lasts 2.5 hours.", "Cela dure 150 minutes."),
    ("es", "It lasts half an hour.", "Dura 30 minutos."),
    ("de", "It lasts 15 minutes.", "Es dauert eine Viertelstunde."),
    ("es", "It begins at ten past one.", "Empieza a la una y diez."),
    ("de", "It begins at twenty to five.", "Es beginnt um zwanzig vor fünf."),
    ("fr", "It begins at twenty to five.", "Cela commence à 16 h 40."),
    ("fr", "Read chapter 12 and pages 5-7.", "Lisez le chapitre 12 et les p. 5-7."),
    ("de", "See table 4 in room 12.", "Siehe Tab. 4 in Raum 12."),
    ("fr", "The map is drawn at 1:25,000.", "La carte est au 1:25\u202f000."),
    ("es", "Pressure fell from 8.2 bar to 6.9 bar.", "La presión cayó de 8,2 bar a 6,9 bar."),
    ("de", "The street has 3 bar owners.", "Die Straße hat 3 Barbesitzer."),
    ("es", "The jacket costs A$79.95.", "La chaqueta cuesta 79,95 dólares australianos."),
    ("de", "It costs US$120 a night.", "Es kostet 120 Dollar pro Nacht."),
    ("de", "It costs US$120 a night.", "Es kostet 120 US-Dollar pro Nacht."),
    ("es", "It costs $120.", "Cuesta 120 USD."),
    ("es", "It costs $120.", "Cuesta US$ 120."),
    ("de", "The phone sells for C$899.", "Das Telefon kostet 899 kanadische Dollar."),
    ("de", "The 10 km run", "Der 10-km-Lauf"),
    ("de", "The train leaves at 10.15pm.", "Der Zug fährt um 22.15 Uhr."),
    ("fr", "The train leaves at 10.15pm.", "Le train part à 22 h 15."),
    ("es", "The train leaves at 10.15pm.", "El tren sale a las 10:15 de la noche."),
    ("fr", "It was signed on 7 October 2031.", "Il a été signé le 7 octobre 2031."),
    ("de", "2 stone walls", "2 Steinmauern"),
    ("es", "12 stones were found.", "Se encontraron 12 piedras."),
    ("de", "The fund holds ₹12,50,000.", "Der Fonds hat 1.250.000 ₹."),
    ("es", "The town has 3 lakh inhabitants.", "La ciudad tiene 300.000 habitantes."),
    ("es", "The town has 3 lakh inhabitants.", "La ciudad tiene 3 lakh habitantes."),
    ("fr", "He is 34.", "Il a 34 ans."),
    ("de", "We met at 9.", "Wir trafen uns um 9 Uhr."),
    ("de", "The room is 4 m by 5 m.", "Das Zimmer ist 4 m mal 5 m groß."),
    ("es", "The room is 4 m by 5 m.", "La sala mide 4 m por 5 m."),
    ("de", "World War II ended in 1945.", "Der Zweite Weltkrieg endete 1945."),
    ("de", "World War II ended.", "Der 2. Weltkrieg endete."),
    ("de", "See p. 305.", "Siehe S. 305."),
    ("fr", "See pp. 4–7.", "Voir les pages 4 à 7."),
    ("de", "built in 500 BC", "erbaut 500 v. Chr."),
    ("fr", "built in 500 BC", "construit en 500 av. J.-C."),
    ("de", "The film starts at half past nine.", "Der Film beginnt um halb zehn."),
    ("es", "The film starts at half past nine.", "La película empieza a las nueve y media."),
    ("fr", "The film starts at half past nine.", "Le film commence à neuf heures et demie."),
    ("fr", "The film starts at half past nine in the evening.", "Le film commence à 21 h 30."),
    ("de", "The bus leaves at quarter to six.", "Der Bus fährt um viertel vor sechs."),
    ("de", "The bus leaves at quarter to six.", "Der Bus fährt um 5:45 Uhr."),
    ("es", "The bus leaves at quarter to six.", "El autobús sale a las seis menos cuarto."),
    ("fr", "at a quarter to six", "à six heures moins le quart"),
    ("de", "The meeting is at noon.", "Die Sitzung ist um 12 Uhr."),
    ("es", "at noon", "a mediodía"),
    ("es", "at midnight", "a las doce de la noche"),
    ("de", "at midnight", "um Mitternacht"),
    ("fr", "at noon", "à midi"),
    ("de", "at noon", "mittags"),
    ("de", "midnight", "um null Uhr"),
    ("fr", "The link has 2.5 Gbit/s.", "Le lien a 2,5 gigabits par seconde."),
    ("es", "The 1990s were good.", "Los años 1990 fueron buenos."),
    ("es", "the 1990s", "los años noventa"),
    ("de", "the 1990s", "die Neunzigerjahre"),
    ("es", "He is 6'2\" tall", "Mide 6'2\""),
    ("fr", "It left at half past six.", "Il est parti à six heures trente."),
    ("de", "It left at half past six.", "Er fuhr um sechs Uhr dreißig."),
    ("es", "Press it twice.", "Púlselo dos veces."),
    ("de", "It is three times larger.", "Es ist dreimal so groß."),
    ("fr", "Half of them", "La moitié d’entre eux"),
    ("de", "a quarter of the land", "ein Viertel des Landes"),
    ("fr", "The last quarter was good.", "Le dernier trimestre a été bon."),
    ("es", "The price doubled.", "El precio se duplicó."),
    ("de", "half an hour", "eine halbe Stunde"),
    ("fr", "two and a half years", "deux ans et demi"),
    ("de", "two and a half years", "zweieinhalb Jahre"),
    ("de", "one and a half hours", "anderthalb Stunden"),
    ("es", "A dozen eggs", "Doce huevos"),
    ("de", "this time, two times", "dieses Mal zweimal"),
]
OBJECTIONABLE = [
    ("es", "Press it twice.", "Púlselo tres veces."),
    ("de", "Three quarters of the land is forest.", "Drei Quartale des Landes ist Wald."),
    ("es", "Children aged 6–15 pay half.", "Niños de 6-15 de los niños."),
    ("fr", "The price doubled.", "Le prix déclenché."),
    ("es", "A dozen eggs.", "Unos huevos."),
    ("fr", "A third of it", "Un quart de cela"),
]
CORRECTED = [
    ("de", "It reached 124th place.", "Es erreichte den 124er Platz.", "Es erreichte den 124. Platz."),
    ("es", "It reached 124th place.", "Alcanzó el 124.o puesto.", "Alcanzó el 124.º puesto."),
    ("es", "The 9th lecture", "La 9a conferencia", "La 9.ª conferencia"),
    ("es", "In the late 1960s", "A finales de los 1960s", "A finales de los años 1960"),
    ("es", "In the late 1960s", "A finales de los años 1960s", "A finales de los años 1960"),
    ("de", "In the late 1960s", "In den späten 1960s", "In den späten 1960er"),
    (
        "fr",
        "It was struck in AD 114.",
        "Il a été frappé à l'AD 114.",
        "Il a été frappé à l'an 114\u00a0apr.\u00a0J.-C.",
    ),
    ("de", "From 220 BC to AD 43", "Von 220 BC bis AD 43", "Von 220\u00a0v.\u00a0Chr. bis 43\u00a0n.\u00a0Chr."),
    ("es", "It was built in 220 BC.", "Fue construido en 220 BC.", "Fue construido en 220\u00a0a.\u00a0C."),
    ("es", "Tickets cost US$22 online.", "Cuestan EE.UU.$22 en línea.", "Cuestan 22\u00a0US$ en línea."),
    (
        "fr",
        "They paid the A$79.95 at once.",
        "Ils ont payé les A79,95 aussitôt.",
        "Ils ont payé les 79,95\u00a0A$ aussitôt.",
    ),
    ("de", "It fined them A$1.2 million.", "Es kostet A 1,2 Millionen.", "Es kostet 1,2 Millionen\u00a0A$."),
    ("fr", "The map is at 1:25,000.", "La carte est à 1:25.000.", "La carte est à 1:25\u202f000."),
    ("es", "The jacket costs A$79.95.", "La chaqueta cuesta un$79,95.", "La chaqueta cuesta 79,95\u00a0A$."),
    ("de", "The phone sells for C$899.", "Das Telefon kostet 899 $.", "Das Telefon kostet 899\u00a0C$."),
    ("es", "It costs US$5.", "Cuesta $5.", "Cuesta 5\u00a0US$."),
    ("es", "It costs $5.", "Cuesta A$5.", "Cuesta 5\u00a0$."),
    ("de", "The train leaves at 10.15pm.", "Der Zug fährt um 22.15pm.", "Der Zug fährt um 22:15."),
]


@pytest.mark.parametrize(("code", "source", "target"), CHANGED)
def test_a_changed_fact_is_refused(code: str, source: str, target: str) -> None:
    assert quantities(source, target, LanguagePair("en", code, "Latn", "Latn"))


@pytest.mark.parametrize(("code", "source", "target"), KEPT)
def test_a_right_translation_passes(code: str, source: str, target: str) -> None:
    pair = LanguagePair("en", code, "Latn", "Latn")
    assert failed_check(source, target, pair) is None
    assert number_words(source, target, pair) is None


@pytest.mark.parametrize(("code", "source", "target"), OBJECTIONABLE)
def test_another_multiple_is_an_objection(code: str, source: str, target: str) -> None:
    assert number_words(source, target, LanguagePair("en", code, "Latn", "Latn"))


@pytest.mark.parametrize(("code", "source", "target", "right"), CORRECTED)
def test_what_is_sure_is_corrected(code: str, source: str, target: str, right: str) -> None:
    for start, end, new in reversed(corrections(source, target, ("en", code))):
        target = target[:start] + new + target[end:]
    assert target == right
    assert quantities(source, target, LanguagePair("en", code, "Latn", "Latn")) is None
