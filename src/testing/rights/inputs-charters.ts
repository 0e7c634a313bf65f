import type { Inputs } from './matrix.ts'

export const CHARTERS: Inputs = {
  'charters.read': ({ lyon }) => ({ body: lyon }),
  'charters.read-version': ({ lyon }) => ({ body: lyon, number: 1 }),
  'charters.read-draft': ({ lyon }) => ({ body: lyon }),
  'charters.write-draft': ({ lyon }) => ({ body: lyon, language: 'fr', text: 'Nous parlons des idées, calmement.' }),
  'charters.discard-draft': ({ lyon }) => ({ body: lyon }),
  'charters.publish-version': ({ lyon }) => ({ body: lyon }),
  'charters.reply': ({ lyon }) => ({ body: lyon, number: 1, reply: 'accepted' }),
  'charters.withdraw-replies': () => ({}),
  'charters.write-draft (of a community)': ({ gathered }) => ({ community: gathered.open.slug, language: 'en', text: 'We speak slowly.' }),
  'charters.read-draft (of a hidden community)': ({ gathered }) => ({ community: gathered.hidden.id }),
  'charters.read-draft (of the hub)': () => ({}),
  'charters.write-draft (of the hub)': () => ({ language: 'en', text: 'We talk about ideas.' }),
  'charters.discard-draft (of the hub)': () => ({}),
  'charters.publish-version (of the hub)': () => ({}),
}
