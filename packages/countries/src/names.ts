import { COUNTRIES } from './codes.ts'

/** English names of countries as tables of the United Nations write them now or wrote them before, where the runtime knows another one. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  BO: ['Bolivia (Plurinational State of)'],
  BQ: ['Bonaire, Sint Eustatius and Saba'],
  BN: ['Brunei Darussalam'],
  CD: ['Democratic Republic of the Congo', 'Dem. Republic of the Congo', 'DR Congo'],
  CG: ['Congo', 'Republic of the Congo'],
  CI: ['Ivory Coast'],
  CV: ['Cabo Verde', 'Cape Verde'],
  CZ: ['Czech Republic', 'Czechia'],
  FK: ['Falkland Islands (Malvinas)'],
  FM: ['Micronesia (Fed. States of)', 'Micronesia (Federated States of)'],
  GB: ['United Kingdom of Great Britain and Northern Ireland'],
  HK: ['China, Hong Kong SAR', 'China, Hong Kong Special Administrative Region', 'Hong Kong'],
  IR: ['Iran (Islamic Republic of)'],
  KP: ["Dem. People's Republic of Korea", "Democratic People's Republic of Korea"],
  KR: ['Republic of Korea'],
  LA: ["Lao People's Democratic Republic", "Lao People's Dem. Republic"],
  MD: ['Republic of Moldova'],
  MF: ['Saint Martin (French part)'],
  MK: ['North Macedonia', 'The former Yugoslav Republic of Macedonia', 'TFYR Macedonia'],
  MM: ['Myanmar', 'Burma'],
  MO: ['China, Macao SAR', 'China, Macao Special Administrative Region', 'Macao'],
  NL: ['Netherlands (Kingdom of the)'],
  PS: ['State of Palestine', 'Palestine'],
  RU: ['Russian Federation'],
  SH: ['Saint Helena'],
  SX: ['Sint Maarten (Dutch part)'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Eswatini', 'Swaziland'],
  TR: ['Turkey', 'Türkiye'],
  TW: ['China, Taiwan Province of China', 'Taiwan Province of China'],
  TZ: ['United Republic of Tanzania'],
  US: ['United States of America'],
  VA: ['Holy See'],
  VC: ['Saint Vincent and the Grenadines'],
  VE: ['Venezuela (Bolivarian Republic of)'],
  VI: ['United States Virgin Islands'],
  VN: ['Viet Nam'],
  WF: ['Wallis and Futuna Islands'],
  XK: ['Kosovo (under UNSC res. 1244)'],
}

/** The world, its regions and other groups of countries, as the same tables name them. The Channel Islands are two countries of the standard. */
const REGIONS = [
  'World',
  'Africa, Eastern Africa, Middle Africa, Central Africa, Northern Africa, Southern Africa, Western Africa, Sub-Saharan Africa',
  'Northern Africa and Western Asia, Asia, Central Asia, Eastern Asia, South-Eastern Asia, Southern Asia, Western Asia',
  'Central and Southern Asia, Eastern and South-Eastern Asia, Europe, Eastern Europe, Northern Europe, Southern Europe, Western Europe',
  'Europe and Northern America, Latin America and the Caribbean, Caribbean, Central America, South America, Northern America',
  'Oceania, Oceania (excluding Australia and New Zealand), Australia and New Zealand, Australia/New Zealand, Melanesia, Micronesia, Polynesia',
  'Channel Islands, Total, Others, Other, Other North, Other South, Unknown, Country of origin unknown',
  'Developed regions, Developing regions, More developed regions, Less developed regions, Least developed countries',
  'Less developed regions excluding least developed countries, Less developed regions excluding China',
  'Land-locked developing countries (LLDC), Landlocked developing countries (LLDC), Small island developing States (SIDS)',
  'High-income countries, Middle-income countries, Upper-middle-income countries, Lower-middle-income countries, Low-income countries',
].flatMap((line) => line.split(', '))

/** One spelling for all: without accents, notes of the table (a star) and the signs that writers choose among. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll('&', 'and')
    .replace(/\bst\.? /g, 'saint ')
    .replace(/[*\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()

const english = new Intl.DisplayNames(['en'], { type: 'region' })
const regions = new Set(REGIONS.map(plain))
const codes = new Map([
  ...COUNTRIES.map((code) => [plain(english.of(code) ?? code), code] as const),
  ...Object.entries(ALIASES).flatMap(([code, names]) => names.map((name) => [plain(name), code] as const)),
])

/** Whether a table means the world, a region or another group of countries by it: "Micronesia" alone is a region there. */
export const isRegionName = (name: string): boolean => regions.has(plain(name))

/** The code of a country by its English name; null where there is no such country. Case, accents and a star behind it do not matter. */
export const countryNamed = (name: string): string | null => (isRegionName(name) ? null : (codes.get(plain(name)) ?? null))
