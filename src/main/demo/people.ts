import { HOME_TOWN, WOMEN } from './bodies.ts'
import type { DemoPerson } from './parts.ts'

/** Invented like everything here: some show themselves, some do not, and one speaks under a second name. */
export const people: readonly DemoPerson[] = [
  {
    key: 'mireille',
    email: 'mireille.ostan@example.org',
    name: 'Mireille Ostan',
    language: 'en',
    audience: 'public',
    facets: [
      { facet: 'fields', values: ['Nursing', 'Soins infirmiers'], audience: 'public' },
      { facet: 'languages', values: ['fr', 'en'], audience: 'public' },
      { facet: 'residence', values: ['CA'], audience: 'members' },
    ],
  },
  {
    key: 'yannis',
    email: 'yannis.corvel@example.org',
    name: 'Yannis Corvel',
    language: 'fr',
    audience: 'members',
    memberOf: HOME_TOWN,
    facets: [{ facet: 'interests', values: ['Musique de la côte nord', 'Music of the north coast'], audience: 'groups' }],
  },
  {
    key: 'salma',
    email: 'salma.verdal@example.org',
    name: 'Salma Verdal',
    language: 'fr',
    audience: 'nobody',
    memberOf: HOME_TOWN,
    pseudonym: {
      key: 'sea-breeze',
      name: 'نسمة البحر',
      audience: 'groups',
      memberOf: WOMEN,
      hidesFromGovernments: true,
      facets: [{ facet: 'languages', values: ['ar', 'fr'], audience: 'groups' }],
    },
  },
  { key: 'theo', email: 'theo.ravanel@example.org', name: 'Théo Ravanel', language: 'fr', audience: 'nobody', memberOf: HOME_TOWN },
  {
    key: 'josette',
    email: 'josette.amarande@example.org',
    name: 'Josette Amarande',
    language: 'fr',
    audience: 'public',
    facets: [
      { facet: 'fields', values: ['Droit du travail', 'Labour law'], audience: 'public' },
      { facet: 'generation', values: ['moved'], audience: 'groups' },
    ],
  },
]
