import type { DemoBody } from './parts.ts'

/** Tamarel is invented, and so are its capital Port-Liane, its coasts, and everybody named here. */
export const UNIT = 'tamarel-abroad'
export const HOME_TOWN = 'baie-haute-nantes'
export const WOMEN = 'reseau-filao'

export const HOUSE = 'maison-tamarel-france'
export const FIRM = 'ateliers-corvane'
export const CITY = 'ville-de-port-liane'

export const bodies: readonly DemoBody[] = [
  {
    slug: HOUSE,
    kind: 'umbrella',
    texts: [
      {
        language: 'fr',
        name: 'Maison des associations tamaréliennes de France',
        summary:
          'Neuf associations sous un même toit. La Maison prête des salles, tient les comptes communs et parle pour ses membres quand ils le lui demandent.',
      },
      {
        language: 'en',
        name: 'House of Tamareli Associations in France',
        summary:
          'Nine associations under one roof. The House lends rooms, keeps the common accounts and speaks for its members when they ask it to.',
      },
    ],
    officers: [{ email: 'odile.marvane@example.org', name: 'Odile Marvane', language: 'fr', roles: ['steward'] }],
    attested:
      'Nous avons lu les statuts déposés à Nantes et parlé avec la présidente. We have read the statutes filed in Nantes and spoken with the president.',
  },
  {
    slug: UNIT,
    kind: 'government-unit',
    texts: [
      {
        language: 'en',
        name: 'Secretariat for Tamarelis Abroad',
        summary:
          'The office of the Republic of Tamarel that listens to citizens and friends of the islands who live elsewhere. It holds dialogues, answers them in public and sees to it that the ministries keep their word.',
      },
      {
        language: 'fr',
        name: 'Secrétariat aux Tamaréliens de l’étranger',
        summary:
          'Le service de la République de Tamarel qui écoute les citoyens et les amis des îles vivant ailleurs. Il organise des dialogues, y répond publiquement et veille à ce que les ministères tiennent parole.',
      },
      {
        language: 'ar',
        name: 'أمانة شؤون التماريليين في الخارج',
        summary:
          'مكتب جمهورية تماريل الذي يستمع إلى المواطنين وأصدقاء الجزر المقيمين في الخارج. ينظّم الحوارات ويجيب عنها علنًا ويتابع وفاء الوزارات بوعودها.',
      },
    ],
    officers: [
      { email: 'nadege.ariveau@example.org', name: 'Nadège Ariveau', language: 'fr', roles: ['steward'], termInDays: 400 },
      { email: 'ilyas.benarel@example.org', name: 'Ilyas Benarel', language: 'en', roles: ['convener'] },
      { email: 'maelle.torrin@example.org', name: 'Maëlle Torrin', language: 'fr', roles: ['moderator'] },
    ],
    attested:
      'La décision qui crée le Secrétariat est au journal officiel de Tamarel, que nous avons lu. The decision that founded the Secretariat stands in the official gazette of Tamarel, which we have read.',
  },
  {
    slug: HOME_TOWN,
    kind: 'home-town',
    texts: [
      {
        language: 'fr',
        name: 'Les Enfants de Baie-Haute à Nantes',
        summary:
          'Deux cents familles venues de Baie-Haute, sur la côte nord de Tamarel. Nous tenons l’école du samedi, fêtons ensemble la fin des moissons et soutenons la bibliothèque du village.',
      },
      {
        language: 'en',
        name: 'The Children of Baie-Haute in Nantes',
        summary:
          'Two hundred families from Baie-Haute, on the north coast of Tamarel. We run the Saturday school, celebrate the end of the harvest together and support the village library.',
      },
    ],
    officers: [
      { email: 'firmin.dausoleil@example.org', name: 'Firmin Dausoleil', language: 'fr', roles: ['steward', 'convener'], termInDays: 40 },
      { email: 'awa.lestrelin@example.org', name: 'Awa Lestrelin', language: 'fr', roles: ['moderator'] },
    ],
    umbrella: HOUSE,
    account: 'https://reseau.example/@enfants-de-baie-haute',
    vouchedBy: [HOUSE, UNIT],
  },
  {
    slug: WOMEN,
    kind: 'women',
    texts: [
      {
        language: 'fr',
        name: 'Réseau Filao, femmes de Tamarel dans le monde',
        summary:
          'Un réseau de femmes tamaréliennes de onze pays, de l’étudiante à la retraitée. Nous nous accompagnons dans le travail, les démarches et les retours au pays.',
      },
      {
        language: 'en',
        name: 'Filao Network, women of Tamarel in the world',
        summary:
          'A network of Tamareli women in eleven countries, from students to pensioners. We stand by one another at work, with paperwork and when one of us goes home.',
      },
    ],
    officers: [
      { email: 'josette.amarande@example.org', name: 'Josette Amarande', language: 'fr', roles: ['steward'] },
      { email: 'zineb.caradel@example.org', name: 'Zineb Caradel', language: 'fr', roles: ['convener', 'moderator'] },
    ],
  },
  {
    slug: CITY,
    kind: 'partner',
    texts: [
      {
        language: 'fr',
        name: 'Ville de Port-Liane',
        summary:
          'La capitale de Tamarel, où presque tous les retours commencent. La Ville accueille celles et ceux qui reviennent et travaille avec leurs associations.',
      },
      {
        language: 'en',
        name: 'City of Port-Liane',
        summary:
          'The capital of Tamarel, where almost every return begins. The City welcomes those who come back and works with their associations.',
      },
    ],
    officers: [{ email: 'hanta.velorme@example.org', name: 'Hanta Velorme', language: 'fr', roles: ['steward', 'convener'] }],
    attested:
      'Nous avons appelé l’hôtel de ville par le numéro du journal officiel. We have called the town hall by the number that stands in the official gazette.',
  },
  {
    slug: FIRM,
    kind: 'firm',
    texts: [
      {
        language: 'fr',
        name: 'Ateliers Corvane',
        summary:
          'Une entreprise de soixante personnes fondée par des Tamaréliens de Nantes et de Port-Liane. Elle répare des pompes et des panneaux solaires sur les deux rives.',
      },
      {
        language: 'en',
        name: 'Corvane Workshops',
        summary: 'A firm of sixty people founded by Tamarelis of Nantes and Port-Liane. It repairs pumps and solar panels on both shores.',
      },
    ],
    officers: [{ email: 'abel.corvane@example.org', name: 'Abel Corvane', language: 'fr', roles: ['steward', 'convener'] }],
    vouchedBy: [HOUSE, CITY],
  },
]
