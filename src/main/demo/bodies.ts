import type { DemoBody } from './parts.ts'

/** Tamarel is invented, and so are its capital Port-Liane, its coasts, and everybody named here. */
export const UNIT = 'tamarel-abroad'
export const HOME_TOWN = 'baie-haute-nantes'
export const WOMEN = 'reseau-filao'

export const bodies: readonly DemoBody[] = [
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
      { email: 'nadege.ariveau@example.org', name: 'Nadège Ariveau', language: 'fr', roles: ['steward'] },
      { email: 'ilyas.benarel@example.org', name: 'Ilyas Benarel', language: 'en', roles: ['convener'] },
      { email: 'maelle.torrin@example.org', name: 'Maëlle Torrin', language: 'fr', roles: ['moderator'] },
    ],
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
      { email: 'firmin.dausoleil@example.org', name: 'Firmin Dausoleil', language: 'fr', roles: ['steward', 'convener'] },
      { email: 'awa.lestrelin@example.org', name: 'Awa Lestrelin', language: 'fr', roles: ['moderator'] },
    ],
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
]
