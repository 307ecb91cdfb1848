"""Names with other letters, in another order, without their title; and forms that people write."""

import pytest

from workflow.checks.full_names import changed_names
from workflow.checks.language_pair import LanguagePair

GARBLED = [
    ("es", "Dick Van Dyke joined the cast in 1987.", "Dyke van Dyke se unió al reparto en 1987."),
    ("es", "Yesterday Grace sold the workshop.", "Ayer Gracia vendió el taller."),
    ("es", "Grace Odhiambo sold the workshop.", "Gracia Odhiambo vendió el taller."),
    ("fr", "Grace and her brother left the town.", "La grâce et son frère ont quitté la ville."),
    ("fr", "Leonardo da Vinci drew it.", "Leonardo d'a Vinci l'a dessiné."),
    ("fr", "He never saw the Lindqvist notebooks.", "Il n'a jamais vu les carnets de Lindqt."),
    ("es", "The band released Seven Lanterns.", "La banda lanzó Sinte Lanterns."),
    ("de", "The roof of St. Brannoc's fell.", "Das Dach ab. Brannoc's fiel."),
    ("fr", "Write to 14 Pellam Street today.", "Écrivez à 14 Street Pellam aujourd'hui."),
    ("es", "The letter is from Hope Adeyemi.", "La carta es de Hoppe Adeyemi."),
    ("de", "The letter is from Mark Fenwick.", "Der Brief ist von Marvk Fenwick."),
    ("fr", "Yesterday Peter Ward sold the house.", "Hier Petner Ward a vendu la maison."),
    ("fr", "The report names James Carter.", "Le rapport nomme James Carrter."),
    ("es", "The ship was seen off Tromsdal.", "El barco fue visto frente a Tromdsal."),
    ("fr", "Among them was the HMS Corvane.", "Parmi eux était Corvane."),
    ("fr", "The probe is NASA's Cygnet 4.", "La sonde est le Cygnet de la NASA 4."),
    ("es", "St. Osyth is near the sea.", "El osyth está cerca del mar."),
    ("fr", "It has Aisling Zelenqvist's early work.", "Il a Aisling les œuvres précoces de Zelenqvist."),
    ("es", "Run make -j8 to start.", "Ejecute la compilación -j8 para empezar."),
    ("es", "The book ends with the death of Lord Ravenel.", "El libro termina con la muerte de Ravenel."),
    ("fr", "He never saw the Lindqvist notebooks.", "Il n'a jamais vu les carnets de Lindq."),
    ("es", "Visit the shop at 5 Rue des Cordiers.", "Visite la tienda en 5 des Cordiers."),
    ("de", "The road to Katoomba was closed.", "Die Straße nach Katoombas wurde gesperrt."),
    ("de", "We moved from Tewkesbury in May.", "Wir zogen im Mai aus Tewkesburie um."),
    ("de", "Install Polor 130 before you go.", "Installationspolor 130, bevor Sie gehen."),
    ("es", "The partner is Nixpoldax Ltd today.", "El socio es Níxpoldax Ltd hoy."),
    ("es", "How to set up Quatig 880", "Cómo configurar 880 Quatig"),
    ("de", "How to set up Daxkel 860", "Wie Sie Daxkel 860kel einrichten"),
    ("de", "Text: Ngozi Thornwicz, Katoomba", "Text: Ngozi Thornwicz, Katoombas"),
    ("fr", "We met Jovana Havergerald's brother.", "Nous avons vu Jovana Haverrad Jovana Havergerald frère."),
    ("es", "The partner is Nixpoldax Ltd today.", "El socio es Núxpoldax Ltd hoy."),
]
KEPT = [
    ("es", "The US Navy also said so.", "El Navy también lo dijo."),
    ("fr", "The Icelandic Meteorological Office said so.", "L'Office Meteorologique islandais l'a dit."),
    ("de", "The Apollo 11 mission landed.", "Die Mission Apollo 11 landete."),
    ("es", "Run make -j8 to start.", "Ejecute make -j8 para empezar."),
    ("fr", "Among them was the HMS Corvane.", "Parmi eux se trouvait le navire Corvane."),
    ("fr", "Visit the shop at 5 Rue des Cordiers.", "Visitez la boutique au 5 rue des Cordiers."),
    ("de", "The book ends with the death of Lord Ravenel.", "Das Buch endet mit dem Tod von Lord Ravenel."),
    ("es", "Grace is a virtue in many faiths.", "La gracia es una virtud en muchas religiones."),
    ("de", "She prayed for Grace to come.", "Sie betete, dass Grace kommt."),
    ("de", "It is Grace's house, said Mark.", "Es ist Graces Haus, sagte Mark."),
    ("fr", "Leonardo da Vinci drew it.", "Léonard de Vinci l'a dessiné."),
    ("es", "The Judean hills are dry.", "Las colinas de Judea son secas."),
    ("de", "The coast of Liguria is steep.", "Die Küste Liguriens ist steil."),
    ("fr", "They sailed from Greenland.", "Ils ont quitté le Groenland."),
    ("fr", "David O'Shannessy told them.", "David O’Shannessy leur a dit."),
    ("es", "Saudi Arabia joined the talks.", "Arabia Saudita se unió a las conversaciones."),
    ("es", "The Taj Mahal Hotel burned.", "El hotel Taj Mahal ardió."),
    ("fr", "The street is near St. Mary's church.", "La rue est près de l'église Sainte-Marie."),
    ("fr", "We asked Dr. Martel about it.", "Nous avons interrogé la Dre Martel à ce sujet."),
    ("de", "Formatting Mark", "Formatierungszeichen"),
    ("de", "The Cape of Good Hope is windy.", "Das Kap der Guten Hoffnung ist windig."),
    ("es", "The Bill of Rights was signed.", "Se firmó la Declaración de Derechos."),
    ("de", "We saw the museum in Katoomba.", "Wir sahen in Katoombas altem Zentrum das Museum."),
    ("de", "The streets of Katoomba are old.", "Die Straßen Katoombas sind alt."),
    ("de", "He spoke to Katoomba's mayor.", "Er sprach mit Katoombas Bürgermeister."),
]


@pytest.mark.parametrize(("to", "source", "target"), GARBLED)
def test_a_garbled_name_is_found(to: str, source: str, target: str) -> None:
    assert changed_names(source, target, LanguagePair("en", to, "Latn", "Latn"))


@pytest.mark.parametrize(("to", "source", "target"), KEPT)
def test_a_form_that_people_write_passes(to: str, source: str, target: str) -> None:
    assert changed_names(source, target, LanguagePair("en", to, "Latn", "Latn")) is None
