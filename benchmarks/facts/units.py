"""Units and currencies, with patterns of their names in the target languages."""

__all__ = ["CODES", "MONEY", "UNITS"]

UNITS: dict[str, tuple[str, str, str, str, str]] = {
    # symbol: English word, and patterns of it in Spanish, German, French; symbols that are accepted
    "km": ("kilometres", "kilómetros?", "Kilometern?", "kilomètres?", "km"),
    "m": ("metres", "metros?", "Metern?", "mètres?", "m"),
    "cm": ("centimetres", "centímetros?", "Zentimetern?", "centimètres?", "cm"),
    "mm": ("millimetres", "milímetros?", "Millimetern?", "millimètres?", "mm"),
    "kg": ("kilograms", "kilos?|kilogramos?", "Kilos?|Kilogramm", "kilos?|kilogrammes?", "kg"),
    "g": ("grams", "gramos?", "Gramm", "grammes?", "gr?"),
    "mg": ("milligrams", "miligramos?", "Milligramm", "milligrammes?", "mg"),
    "t": ("tonnes", "toneladas?", "Tonnen?", "tonnes?", "t"),
    "lb": ("pounds", "libras?", "Pfund", "livres?", "[Ll]bs?"),
    "oz": ("ounces", "onzas?", "Unzen?", "onces?", "[Oo]z"),
    "ft": ("feet", "pies?", "Fuß|Fuss", "pieds?", "[Ff]t"),
    "ml": ("millilitres", "mililitros?", "Millilitern?", "millilitres?", "ml|mL"),
    "L": ("litres", "litros?", "Litern?", "litres?", "[lL]"),
    "ha": ("hectares", "hectáreas?", "Hektar", "hectares?", "[Hh]a"),
    "mph": (
        "miles per hour",
        "millas por hora",
        "Meilen pro Stunde",
        r"mil(?:l?es|le)s? (?:par|à l['’]) ?heure",
        "mph|mi/h",
    ),
    "km/h": (
        "kilometres per hour",
        "kilómetros por hora",
        "Kilometern? pro Stunde|Stundenkilometern?",
        r"kilomètres?(?: par |[- ]|/| à l['’])heure",
        "km/h",
    ),
    "kW": ("kilowatts", "kilovatios?", "Kilowatt", "kilowatts?", "kW"),
    "kWh": ("kilowatt-hours", "kilovatios?[- ]?horas?", "Kilowatt-?stunden?", "kilowatt(?:s?[- ]?)heures?", "kWh"),
    "V": ("volts", "voltios?", "Volt", "volts?", "V"),
    "MB": ("megabytes", "megabytes?", "Megabytes?", "méga-?octets?|mégabytes?", "MB|Mo"),
    "GB": ("gigabytes", "gigabytes?", "Gigabytes?", "giga-?octets?|gigabytes?", "GB|Go"),
    "ms": ("milliseconds", "milisegundos?", "Millisekunden?", "millisecondes?", "ms"),
    "°C": ("degrees Celsius", "grados (?:Celsius|centígrados)", "Grad Celsius", "degrés Celsius", "[°º] ?C"),
    "°F": ("degrees Fahrenheit", "grados Fahrenheit", "Grad Fahrenheit", "degrés Fahrenheit", "[°º] ?F"),
    "min": ("minutes", "minutos?", "Minuten?", "minutes?", "[Mm]in"),
    "h": ("hours", "horas?", "Stunden?", "heures?", "h|Std\\."),
}
MONEY: dict[str, tuple[str, str, str, str]] = {
    # sign: English word, and patterns in Spanish, German, French
    "$": ("dollars", "dólar(?:es)?", "Dollars?", "dollars?"),
    "€": ("euros", "euros?", "Euros?", "euros?"),
    "£": ("pounds", "libras?(?: esterlinas)?", "(?:britischen? )?Pfunde?(?: Sterling)?", "livres?(?: sterling)?"),
    "¥": ("yen", "yen(?:es)?", "Yen", "yens?"),
    "₹": ("rupees", "rupias?", "Rupien?", "roupies?"),
    "CHF": (
        "Swiss francs",
        "franc(?:os?|s) suizos?",
        "(?:(?:Schweizer|schweizerischen?) )?Franken|Schweizerfranken",
        "francs? suisses?",
    ),
    "SEK": (
        "Swedish kronor",
        "coronas? suecas?|kronor suec[oa]s?",
        "schwedischen? Kron(?:en?|or)",
        "couronnes? suédoises?",
    ),
}
CODES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "CHF": "CHF", "SEK": "SEK"}
