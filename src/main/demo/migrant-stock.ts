import { INVENTED_COUNTRY } from '#countries'

const YEAR = 2024
const EARLIER = 2019

/** Where the people of the invented republic live: a year, and another one to compare it with. */
const PEOPLE: Readonly<Record<string, readonly [newest: number, earlier: number]>> = {
  FR: [96_400, 91_200],
  CA: [38_100, 33_700],
  AE: [27_900, 19_800],
  RE: [22_300, 21_900],
  BE: [17_600, 16_400],
  GB: [15_200, 13_100],
  SA: [11_400, 12_700],
  CH: [8200, 7300],
  SN: [6100, 5400],
  IT: [5900, 6200],
  DE: [4300, 3100],
  AU: [3800, 2900],
  IE: [2600, 1700],
  US: [2400, 2300],
  MG: [1900, 2100],
  ZA: [1500, 1400],
  BR: [400, 300],
}

/** For `places.import-migrant-stock`: small, and marked as invented wherever it is shown. */
export const migrantStock = {
  source: 'Passerelle (demonstration)',
  licence: 'CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/',
  retrievedOn: null,
  invented: true,
  rows: Object.entries(PEOPLE).flatMap(([country, [newest, earlier]]) => [
    [YEAR, INVENTED_COUNTRY, country, newest],
    [EARLIER, INVENTED_COUNTRY, country, earlier],
  ]),
}
