/** Countries by their codes and by the English names that tables give them. */
export { COUNTRIES, INVENTED_COUNTRY, isCountry, isOrigin } from './codes.ts'
export { countryNamed, isRegionName } from './names.ts'
