"""Translations in another language of the same script."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.wrong_language import wrong_language
from workflow.languages import language

TIDE = "The tide comes to the old harbour twice a day, and the fishermen wait for it on the pier."
SETTINGS = "Open the settings and choose the language that you want to use."


def pair(target: str) -> LanguagePair:
    return LanguagePair("en", target, "Latn", language(target).script)


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("uk", TIDE, "Прилив приходит в старую гавань дважды в день, и рыбаки ждут его на пирсе."),
        ("uk", SETTINGS, "Откройте настройки и выберите язык, который вы хотите использовать."),
        ("uk", "The library is closed today.", "Библиотека сегодня закрыта."),
        ("ru", TIDE, "Приплив приходить до старої гавані двічі на день, і рибалки чекають на нього."),
        ("be", SETTINGS, "Откройте настройки и выберите язык, который вы хотите использовать."),
        ("bg", TIDE, "Плима долази у стару луку два пута дневно, а рибари је чекају на молу."),
        ("bg", SETTINGS, "Отворите подешавања и изаберите језик који желите да користите."),
        ("sr", TIDE, "Приливът идва в старото пристанище два пъти на ден и рибарите го чакат на кея."),
        ("mk", TIDE, "Плима долази у стару луку два пута дневно, а рибари је чекају на молу."),
        ("ja", TIDE, "潮水每天两次涌入古老的港口，渔民们在码头上等候。"),
        ("ja", "Settings and languages", "设置和语言选择"),
        ("ko", TIDE, "潮水每天两次涌入古老的港口，渔民们在码头上等候。"),
        ("zh_CN", SETTINGS, "打開設定並選擇您要使用的語言。"),
        ("zh_TW", SETTINGS, "打开设置并选择您要使用的语言。"),
        ("es", TIDE, "A maré chega ao porto velho duas vezes por dia, e os pescadores esperam por ela no cais."),
        ("es", "The library is closed today.", "A biblioteca não está aberta hoje."),
        ("es", TIDE, "La marea arriva al vecchio porto due volte al giorno e i pescatori la aspettano sul molo."),
        ("es", TIDE, "La marea arriba al vell port dues vegades al dia, i els pescadors l'esperen al moll."),
        ("es", TIDE, "La marée arrive au vieux port deux fois par jour."),
        ("es", TIDE, "Die Flut kommt zweimal am Tag in den alten Hafen."),
        ("es", "Fishermen meet here every day.", "The tide comes to the old harbour."),
        ("pt", TIDE, "La marea llega al puerto viejo dos veces al día, y los pescadores la esperan en el muelle."),
        ("fr", TIDE, "La marea llega al puerto viejo dos veces al día."),
        ("de", TIDE, "La marea llega al puerto viejo dos veces al día."),
        ("de", TIDE, "Het tij komt twee keer per dag naar de oude haven en de vissers wachten erop."),
        ("nl", TIDE, "Die Flut kommt zweimal am Tag in den alten Hafen, und die Fischer warten auf sie."),
        ("sv", TIDE, "Tidevannet kommer til den gamle havnen to ganger om dagen, og fiskerne venter på det."),
        ("pl", TIDE, "Příliv přichází do starého přístavu dvakrát denně a rybáři na něj čekají na molu."),
        ("sk", TIDE, "Příliv přichází do starého přístavu dvakrát denně a rybáři na něj čekají na molu."),
        ("ar", TIDE, "جزر و مد دو بار در روز به بندر قدیمی می‌آید و ماهیگیران روی اسکله منتظر آن هستند."),
        ("fa", TIDE, "يأتي المد إلى الميناء القديم مرتين في اليوم، وينتظره الصيادون على الرصيف."),
        ("tr", TIDE, "Qabarma gündə iki dəfə köhnə limana gəlir və balıqçılar onu körpüdə gözləyirlər."),
    ],
)
def test_another_language_of_the_script(code: str, source: str, target: str) -> None:
    assert wrong_language(source, target, pair(code))


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("uk", TIDE, "Приплив приходить до старої гавані двічі на день, і рибалки чекають на нього на пірсі."),
        ("uk", "He wrote “Крылья и ветры” in 1905.", "Він написав «Крылья и ветры» 1905 року."),
        ("ru", TIDE, "Прилив приходит в старую гавань дважды в день, и рыбаки ждут его на пирсе."),
        ("ru", "The letters і and ї are Ukrainian.", "Буквы і и ї — украинские."),
        ("bg", TIDE, "Приливът идва в старото пристанище два пъти на ден и рибарите го чакат на кея."),
        ("sr", TIDE, "Плима долази у стару луку два пута дневно, а рибари је чекају на молу."),
        ("sr_Latn", TIDE, "Plima dolazi u staru luku dva puta dnevno, a ribari je čekaju na molu."),
        ("ja", "List of companies listed in Tokyo", "東京証券取引所上場企業一覧表"),
        ("ja", "Unparsable argument.", "解析不能引数。"),
        ("ja", "His name is written 邓丽君 in Chinese.", "中国語では邓丽君と書く。"),
        ("ko", "The president", "大統領"),
        ("zh_CN", "The word 體檢 is written so in Taipei.", "台北把它写作體檢。"),
        ("zh_TW", SETTINGS, "打開設定並選擇您要使用的語言。"),
        ("es", "Bookshop of the Cross in São Paulo", "Livraria da Travessa, en São Paulo"),
        ("es", "He eats as he goes, twice", "Come según va, a dos manos, a la carte"),
        ("es", "The Chemin de fer de la Mure is a railway.", "El Chemin de fer de la Mure es un ferrocarril."),
        ("fr", "An unsupported plug-in", "Plug-in non pris en charge"),
        ("de", "“La dolce vita” is an Italian film.", "„La dolce vita“ ist ein italienischer Film."),
        ("tr", "Not to be used in LC_ALL", "Not: LC_ALL'in içinde kullanılmaz"),
        ("xx", TIDE, "La marea llega al puerto viejo dos veces al día, y los pescadores la esperan."),
    ],
)
def test_a_text_of_the_language(code: str, source: str, target: str) -> None:
    known = pair(code) if code != "xx" else LanguagePair("en", "xx", "Latn", "Latn")
    assert wrong_language(source, target, known) is None


def test_the_reason_says_which_language() -> None:
    reason = wrong_language(SETTINGS, "Abra as configurações e escolha o idioma que você deseja usar.", pair("es"))
    assert reason == "is in Portuguese: “as”, “você”"
    reason = wrong_language("The mice were closed in.", "Мыши закрыты.", pair("uk"))
    assert reason == "has letters that Ukrainian does not have: ы (“мыши”)"
