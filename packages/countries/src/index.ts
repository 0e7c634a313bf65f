/** Countries by their codes, by the names that readers know, and by the English names that tables give them. */
export { countryName } from './called.ts'
export { COUNTRIES, INVENTED_COUNTRY, isCountry, isOrigin } from './codes.ts'
export { countryNamed, isRegionName } from './names.ts'
