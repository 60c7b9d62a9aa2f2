"""Codes that a record may name a place or a currency by: ISO 3166 and ISO 4217.

The countries and their usual names are those of iso3166.tab in the IANA time zone database, which
is in the public domain.
"""

from __future__ import annotations

import re

from knowledge.catalog.problems import BadValue
from knowledge.readers.lines import fold

# Currencies in use; without funds, metals and codes for tests.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF XXX YER ZAR
    ZMW ZWG
    """.split()
)

_COUNTRIES = (
    "AD AND Andorra|AE ARE United Arab Emirates|AF AFG Afghanistan|AG ATG Antigua & Barbuda|"
    "AI AIA Anguilla|AL ALB Albania|AM ARM Armenia|AO AGO Angola|AQ ATA Antarctica|"
    "AR ARG Argentina|AS ASM Samoa (American)|AT AUT Austria|AU AUS Australia|AW ABW Aruba|"
    "AX ALA Åland Islands|AZ AZE Azerbaijan|BA BIH Bosnia & Herzegovina|BB BRB Barbados|"
    "BD BGD Bangladesh|BE BEL Belgium|BF BFA Burkina Faso|BG BGR Bulgaria|BH BHR Bahrain|"
    "BI BDI Burundi|BJ BEN Benin|BL BLM St Barthelemy|BM BMU Bermuda|BN BRN Brunei|"
    "BO BOL Bolivia|BQ BES Caribbean NL|BR BRA Brazil|BS BHS Bahamas|BT BTN Bhutan|"
    "BV BVT Bouvet Island|BW BWA Botswana|BY BLR Belarus|BZ BLZ Belize|CA CAN Canada|"
    "CC CCK Cocos (Keeling) Islands|CD COD Congo (Dem. Rep.)|CF CAF Central African Rep.|"
    "CG COG Congo (Rep.)|CH CHE Switzerland|CI CIV Côte d’Ivoire|CK COK Cook Islands|"
    "CL CHL Chile|CM CMR Cameroon|CN CHN China|CO COL Colombia|CR CRI Costa Rica|CU CUB Cuba|"
    "CV CPV Cape Verde|CW CUW Curaçao|CX CXR Christmas Island|CY CYP Cyprus|"
    "CZ CZE Czech Republic|DE DEU Germany|DJ DJI Djibouti|DK DNK Denmark|DM DMA Dominica|"
    "DO DOM Dominican Republic|DZ DZA Algeria|EC ECU Ecuador|EE EST Estonia|EG EGY Egypt|"
    "EH ESH Western Sahara|ER ERI Eritrea|ES ESP Spain|ET ETH Ethiopia|FI FIN Finland|"
    "FJ FJI Fiji|FK FLK Falkland Islands|FM FSM Micronesia|FO FRO Faroe Islands|FR FRA France|"
    "GA GAB Gabon|GB GBR Britain (UK)|GD GRD Grenada|GE GEO Georgia|GF GUF French Guiana|"
    "GG GGY Guernsey|GH GHA Ghana|GI GIB Gibraltar|GL GRL Greenland|GM GMB Gambia|GN GIN Guinea|"
    "GP GLP Guadeloupe|GQ GNQ Equatorial Guinea|GR GRC Greece|"
    "GS SGS South Georgia & the South Sandwich Islands|GT GTM Guatemala|GU GUM Guam|"
    "GW GNB Guinea-Bissau|GY GUY Guyana|HK HKG Hong Kong|HM HMD Heard Island & McDonald Islands|"
    "HN HND Honduras|HR HRV Croatia|HT HTI Haiti|HU HUN Hungary|ID IDN Indonesia|IE IRL Ireland|"
    "IL ISR Israel|IM IMN Isle of Man|IN IND India|IO IOT British Indian Ocean Territory|"
    "IQ IRQ Iraq|IR IRN Iran|IS ISL Iceland|IT ITA Italy|JE JEY Jersey|JM JAM Jamaica|"
    "JO JOR Jordan|JP JPN Japan|KE KEN Kenya|KG KGZ Kyrgyzstan|KH KHM Cambodia|KI KIR Kiribati|"
    "KM COM Comoros|KN KNA St Kitts & Nevis|KP PRK Korea (North)|KR KOR Korea (South)|"
    "KW KWT Kuwait|KY CYM Cayman Islands|KZ KAZ Kazakhstan|LA LAO Laos|LB LBN Lebanon|"
    "LC LCA St Lucia|LI LIE Liechtenstein|LK LKA Sri Lanka|LR LBR Liberia|LS LSO Lesotho|"
    "LT LTU Lithuania|LU LUX Luxembourg|LV LVA Latvia|LY LBY Libya|MA MAR Morocco|MC MCO Monaco|"
    "MD MDA Moldova|ME MNE Montenegro|MF MAF St Martin (French)|MG MDG Madagascar|"
    "MH MHL Marshall Islands|MK MKD North Macedonia|ML MLI Mali|MM MMR Myanmar (Burma)|"
    "MN MNG Mongolia|MO MAC Macau|MP MNP Northern Mariana Islands|MQ MTQ Martinique|"
    "MR MRT Mauritania|MS MSR Montserrat|MT MLT Malta|MU MUS Mauritius|MV MDV Maldives|"
    "MW MWI Malawi|MX MEX Mexico|MY MYS Malaysia|MZ MOZ Mozambique|NA NAM Namibia|"
    "NC NCL New Caledonia|NE NER Niger|NF NFK Norfolk Island|NG NGA Nigeria|NI NIC Nicaragua|"
    "NL NLD Netherlands|NO NOR Norway|NP NPL Nepal|NR NRU Nauru|NU NIU Niue|NZ NZL New Zealand|"
    "OM OMN Oman|PA PAN Panama|PE PER Peru|PF PYF French Polynesia|PG PNG Papua New Guinea|"
    "PH PHL Philippines|PK PAK Pakistan|PL POL Poland|PM SPM St Pierre & Miquelon|"
    "PN PCN Pitcairn|PR PRI Puerto Rico|PS PSE Palestine|PT PRT Portugal|PW PLW Palau|"
    "PY PRY Paraguay|QA QAT Qatar|RE REU Réunion|RO ROU Romania|RS SRB Serbia|RU RUS Russia|"
    "RW RWA Rwanda|SA SAU Saudi Arabia|SB SLB Solomon Islands|SC SYC Seychelles|SD SDN Sudan|"
    "SE SWE Sweden|SG SGP Singapore|SH SHN St Helena|SI SVN Slovenia|SJ SJM Svalbard & Jan Mayen|"
    "SK SVK Slovakia|SL SLE Sierra Leone|SM SMR San Marino|SN SEN Senegal|SO SOM Somalia|"
    "SR SUR Suriname|SS SSD South Sudan|ST STP Sao Tome & Principe|SV SLV El Salvador|"
    "SX SXM St Maarten (Dutch)|SY SYR Syria|SZ SWZ Eswatini (Swaziland)|TC TCA Turks & Caicos Is|"
    "TD TCD Chad|TF ATF French S. Terr.|TG TGO Togo|TH THA Thailand|TJ TJK Tajikistan|"
    "TK TKL Tokelau|TL TLS East Timor|TM TKM Turkmenistan|TN TUN Tunisia|TO TON Tonga|"
    "TR TUR Turkey|TT TTO Trinidad & Tobago|TV TUV Tuvalu|TW TWN Taiwan|TZ TZA Tanzania|"
    "UA UKR Ukraine|UG UGA Uganda|UM UMI US minor outlying islands|US USA United States|"
    "UY URY Uruguay|UZ UZB Uzbekistan|VA VAT Vatican City|VC VCT St Vincent|VE VEN Venezuela|"
    "VG VGB Virgin Islands (UK)|VI VIR Virgin Islands (US)|VN VNM Vietnam|VU VUT Vanuatu|"
    "WF WLF Wallis & Futuna|WS WSM Samoa (western)|YE YEM Yemen|YT MYT Mayotte|"
    "ZA ZAF South Africa|ZM ZMB Zambia|ZW ZWE Zimbabwe"
)
_OTHER_NAMES = (
    "US USA|US U.S.|US U.S.A.|US United States of America|GB UK|GB U.K.|GB United Kingdom|"
    "GB Great Britain|GB England|GB Scotland|GB Wales|CZ Czechia|TR Türkiye|KR South Korea|"
    "KR Republic of Korea|NL The Netherlands|BS The Bahamas|AE UAE|CI Ivory Coast|"
    "TW Taiwan, Province of China|RU Russian Federation|VN Viet Nam|IR Iran, Islamic Republic of"
)
# What PARS and most web pages name by its plain name or its postal code.
_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|"
    "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|"
    "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
    "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|"
    "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|"
    "SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|"
    "MP Northern Mariana Islands|PR Puerto Rico|VI U.S. Virgin Islands"
)
_PROVINCES = (
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|"
    "NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|"
    "QC Quebec|SK Saskatchewan|YT Yukon"
)


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(entry[:2], entry[3:].casefold()) for entry in table.split("|")]


_COUNTRY_BY_NAME = {
    name: code
    for code, full in _pairs(_COUNTRIES)
    for name in (code.casefold(), full[:3], full[4:])
} | {name: code for code, name in _pairs(_OTHER_NAMES)}
COUNTRIES = frozenset(_COUNTRY_BY_NAME.values())
_PARTS = {"US": _pairs(_STATES), "CA": _pairs(_PROVINCES)}
_PART_BY_NAME = {
    name: f"{country}-{code}"
    for country, parts in _PARTS.items()
    for code, full in parts
    for name in (full, code.casefold())
}
_PART_NAMES = {
    f"{country}-{entry[:2]}": entry[3:]
    for country, table in (("US", _STATES), ("CA", _PROVINCES))
    for entry in table.split("|")
}
_PART = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")


def country_code(name: str) -> str:
    """The two-letter ISO 3166-1 code of a country, given as its code of two or three letters or
    by its usual English name; "" for none that is known."""
    return _COUNTRY_BY_NAME.get(fold(name).casefold(), "")


def region_code(name: str) -> str:
    """The ISO 3166-2 code of a region: of any when given as one, of a US state or territory or a
    Canadian province also by its name or postal code; "" for none that is known."""
    said = fold(name)
    code = _PART.fullmatch(said.upper())
    if code:
        return said.upper() if code[1] in COUNTRIES else ""
    return _PART_BY_NAME.get(said.casefold(), "")


def part_name(code: str) -> str:
    """The name of a US state or territory or a Canadian province; "" for any other code."""
    return _PART_NAMES.get(code, "")


def country(value: str) -> str:
    """The code of a country. Raises BadValue."""
    if code := country_code(value):
        return code
    raise BadValue("a country's two-letter ISO 3166 code, such as US")


def region(value: str) -> str:
    """The code of a region. Raises BadValue."""
    if code := region_code(value):
        return code
    raise BadValue("a region's ISO 3166-2 code, such as US-GA")


def jurisdiction(value: str) -> str:
    """The code of a country or region. A bare pair of letters is a country ("CA" is Canada), and
    a name that both have is neither. Raises BadValue."""
    bare = len(value) == len("US")
    codes = {country_code(value), "" if bare else region_code(value)} - {""}
    if len(codes) == 1:
        return codes.pop()
    raise BadValue("an ISO 3166 code: US for federal rules, US-FL for those of a state")
