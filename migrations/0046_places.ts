import { sql, type Kysely } from 'kysely'
import { needExtension } from '../src/platform/extensions.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await needExtension(db, 'unaccent')
  await needExtension(db, 'pg_trgm')
  // Towns and regions; countries are codes and have no row. Where one is stands in hundredths of a degree: no nearer than about a kilometre.
  await sql`
    create table place (
      id uuid not null,
      country text not null,
      slug text not null,
      sort text not null,
      zone text not null,
      latitude_hundredths smallint,
      longitude_hundredths smallint,
      owner_body uuid,
      added_on date not null,
      constraint place_pk primary key (id),
      constraint place_address unique (country, slug),
      constraint place_sort check (sort in ('town', 'region')),
      constraint place_somewhere check (
        (latitude_hundredths is null) = (longitude_hundredths is null)
        and latitude_hundredths between -9000 and 9000 and longitude_hundredths between -18000 and 18000
      )
    )`.execute(db)
  // The first of each language is what pages call it; the others are only for finding it. "plain" is what is searched: without accents.
  await sql`
    create table place_name (
      place_id uuid not null,
      language text not null,
      name text not null,
      plain text not null,
      is_first boolean not null,
      constraint place_name_pk primary key (place_id, language, plain),
      constraint place_name_of foreign key (place_id) references place (id)
    )`.execute(db)
  await sql`create unique index place_name_first on place_name (place_id, language) where is_first`.execute(db)
  await sql`create index place_name_plain on place_name using gin (plain gin_trgm_ops)`.execute(db)
  await seed(db)
}

/** As the room writes names for searching, on the day of this migration. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

async function seed(db: Kysely<unknown>): Promise<void> {
  for (const [country = '', slug = '', zone = '', where = '', ...names] of CITIES.map((line) => line.split(' | '))) {
    const [latitude = 0, longitude = 0] = where.split(' ').map((degrees) => Math.round(Number(degrees) * 100))
    const { rows } = await sql<{ id: string }>`
      insert into place (id, country, slug, sort, zone, latitude_hundredths, longitude_hundredths, added_on)
      values (gen_random_uuid(), ${country}, ${slug}, 'town', ${zone}, ${latitude}, ${longitude}, '2026-11-26') returning id`.execute(db)
    const id = rows[0]?.id
    for (const [at, language] of (['fr', 'en', 'ar'] as const).entries()) {
      const name = names[at] ?? slug
      await sql`insert into place_name (place_id, language, name, plain, is_first)
        values (${id}, ${language}, ${name}, unaccent(${plain(name)}), true)`.execute(db)
    }
  }
}

/** Some cities where many people from elsewhere live, or from which many come, so that a new hub has something to choose from. Rounded. */
const CITIES: readonly string[] = [
  'AE | abu-dhabi | Asia/Dubai | 24.45 54.38 | Abou Dabi | Abu Dhabi | أبوظبي',
  'AE | dubai | Asia/Dubai | 25.20 55.27 | Dubaï | Dubai | دبي',
  'AM | yerevan | Asia/Yerevan | 40.18 44.51 | Erevan | Yerevan | يريفان',
  'AR | buenos-aires | America/Argentina/Buenos_Aires | -34.60 -58.38 | Buenos Aires | Buenos Aires | بوينس آيرس',
  'AT | vienna | Europe/Vienna | 48.21 16.37 | Vienne | Vienna | فيينا',
  'AU | melbourne | Australia/Melbourne | -37.81 144.96 | Melbourne | Melbourne | ملبورن',
  'AU | sydney | Australia/Sydney | -33.87 151.21 | Sydney | Sydney | سيدني',
  'BD | dhaka | Asia/Dhaka | 23.81 90.41 | Dacca | Dhaka | دكا',
  'BE | brussels | Europe/Brussels | 50.85 4.35 | Bruxelles | Brussels | بروكسل',
  'BR | sao-paulo | America/Sao_Paulo | -23.55 -46.63 | São Paulo | São Paulo | ساو باولو',
  'CA | montreal | America/Toronto | 45.50 -73.57 | Montréal | Montreal | مونتريال',
  'CA | toronto | America/Toronto | 43.65 -79.38 | Toronto | Toronto | تورونتو',
  'CD | kinshasa | Africa/Kinshasa | -4.32 15.31 | Kinshasa | Kinshasa | كينشاسا',
  'CH | geneva | Europe/Zurich | 46.20 6.14 | Genève | Geneva | جنيف',
  'CI | abidjan | Africa/Abidjan | 5.36 -4.01 | Abidjan | Abidjan | أبيدجان',
  'CM | douala | Africa/Douala | 4.05 9.70 | Douala | Douala | دوالا',
  'CN | shanghai | Asia/Shanghai | 31.23 121.47 | Shanghai | Shanghai | شانغهاي',
  'CO | bogota | America/Bogota | 4.71 -74.07 | Bogota | Bogotá | بوغوتا',
  'DE | berlin | Europe/Berlin | 52.52 13.41 | Berlin | Berlin | برلين',
  'DE | hamburg | Europe/Berlin | 53.55 9.99 | Hambourg | Hamburg | هامبورغ',
  'DZ | algiers | Africa/Algiers | 36.75 3.06 | Alger | Algiers | الجزائر العاصمة',
  'EG | cairo | Africa/Cairo | 30.04 31.24 | Le Caire | Cairo | القاهرة',
  'ES | barcelona | Europe/Madrid | 41.39 2.17 | Barcelone | Barcelona | برشلونة',
  'ES | madrid | Europe/Madrid | 40.42 -3.70 | Madrid | Madrid | مدريد',
  'ET | addis-ababa | Africa/Addis_Ababa | 9.03 38.74 | Addis-Abeba | Addis Ababa | أديس أبابا',
  'FR | lyon | Europe/Paris | 45.76 4.84 | Lyon | Lyon | ليون',
  'FR | marseille | Europe/Paris | 43.30 5.37 | Marseille | Marseille | مرسيليا',
  'FR | paris | Europe/Paris | 48.86 2.35 | Paris | Paris | باريس',
  'GB | birmingham | Europe/London | 52.48 -1.90 | Birmingham | Birmingham | برمنغهام',
  'GB | london | Europe/London | 51.51 -0.13 | Londres | London | لندن',
  'GH | accra | Africa/Accra | 5.60 -0.19 | Accra | Accra | أكرا',
  'GR | athens | Europe/Athens | 37.98 23.73 | Athènes | Athens | أثينا',
  'HT | port-au-prince | America/Port-au-Prince | 18.54 -72.34 | Port-au-Prince | Port-au-Prince | بورت أو برانس',
  'IE | cork | Europe/Dublin | 51.90 -8.47 | Cork | Cork | كورك',
  'IE | dublin | Europe/Dublin | 53.35 -6.26 | Dublin | Dublin | دبلن',
  'IN | delhi | Asia/Kolkata | 28.61 77.21 | Delhi | Delhi | دلهي',
  'IN | mumbai | Asia/Kolkata | 19.08 72.88 | Mumbai | Mumbai | مومباي',
  'IQ | baghdad | Asia/Baghdad | 33.32 44.37 | Bagdad | Baghdad | بغداد',
  'IT | milan | Europe/Rome | 45.46 9.19 | Milan | Milan | ميلانو',
  'IT | rome | Europe/Rome | 41.90 12.50 | Rome | Rome | روما',
  'JO | amman | Asia/Amman | 31.95 35.93 | Amman | Amman | عمّان',
  'JP | tokyo | Asia/Tokyo | 35.68 139.69 | Tokyo | Tokyo | طوكيو',
  'KE | nairobi | Africa/Nairobi | -1.29 36.82 | Nairobi | Nairobi | نيروبي',
  'LB | beirut | Asia/Beirut | 33.89 35.50 | Beyrouth | Beirut | بيروت',
  'LT | vilnius | Europe/Vilnius | 54.69 25.28 | Vilnius | Vilnius | فيلنيوس',
  'MA | casablanca | Africa/Casablanca | 33.57 -7.59 | Casablanca | Casablanca | الدار البيضاء',
  'MA | rabat | Africa/Casablanca | 34.02 -6.84 | Rabat | Rabat | الرباط',
  'ML | bamako | Africa/Bamako | 12.64 -8.00 | Bamako | Bamako | باماكو',
  'MX | mexico-city | America/Mexico_City | 19.43 -99.13 | Mexico | Mexico City | مدينة مكسيكو',
  'NG | lagos | Africa/Lagos | 6.52 3.38 | Lagos | Lagos | لاغوس',
  'NL | amsterdam | Europe/Amsterdam | 52.37 4.90 | Amsterdam | Amsterdam | أمستردام',
  'PE | lima | America/Lima | -12.05 -77.04 | Lima | Lima | ليما',
  'PH | cebu | Asia/Manila | 10.32 123.89 | Cebu | Cebu | سيبو',
  'PH | manila | Asia/Manila | 14.60 120.98 | Manille | Manila | مانيلا',
  'PK | karachi | Asia/Karachi | 24.86 67.01 | Karachi | Karachi | كراتشي',
  'PL | warsaw | Europe/Warsaw | 52.23 21.01 | Varsovie | Warsaw | وارسو',
  'PT | lisbon | Europe/Lisbon | 38.72 -9.14 | Lisbonne | Lisbon | لشبونة',
  'QA | doha | Asia/Qatar | 25.29 51.53 | Doha | Doha | الدوحة',
  'SA | jeddah | Asia/Riyadh | 21.49 39.19 | Djeddah | Jeddah | جدة',
  'SA | riyadh | Asia/Riyadh | 24.71 46.68 | Riyad | Riyadh | الرياض',
  'SD | khartoum | Africa/Khartoum | 15.50 32.56 | Khartoum | Khartoum | الخرطوم',
  'SE | stockholm | Europe/Stockholm | 59.33 18.07 | Stockholm | Stockholm | ستوكهولم',
  'SN | dakar | Africa/Dakar | 14.72 -17.47 | Dakar | Dakar | داكار',
  'SO | mogadishu | Africa/Mogadishu | 2.05 45.32 | Mogadiscio | Mogadishu | مقديشو',
  'SY | damascus | Asia/Damascus | 33.51 36.28 | Damas | Damascus | دمشق',
  'TN | tunis | Africa/Tunis | 36.81 10.18 | Tunis | Tunis | تونس العاصمة',
  'TR | istanbul | Europe/Istanbul | 41.01 28.98 | Istanbul | Istanbul | إسطنبول',
  'UA | kyiv | Europe/Kyiv | 50.45 30.52 | Kyiv | Kyiv | كييف',
  'US | los-angeles | America/Los_Angeles | 34.05 -118.24 | Los Angeles | Los Angeles | لوس أنجلوس',
  'US | new-york | America/New_York | 40.71 -74.01 | New York | New York | نيويورك',
  'US | washington | America/New_York | 38.91 -77.04 | Washington | Washington | واشنطن',
  'VN | hanoi | Asia/Ho_Chi_Minh | 21.03 105.85 | Hanoï | Hanoi | هانوي',
  'VN | ho-chi-minh-city | Asia/Ho_Chi_Minh | 10.78 106.70 | Hô Chi Minh-Ville | Ho Chi Minh City | مدينة هو تشي منه',
  'ZA | johannesburg | Africa/Johannesburg | -26.20 28.05 | Johannesburg | Johannesburg | جوهانسبرغ',
]
