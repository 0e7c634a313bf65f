import type { Inputs } from './matrix.ts'

const WORDS = { text: 'So it seems.', language: 'en' }
const AMENDED = { title: 'Pay', proposed: 'Pay for it.', call: '', ...WORDS }

export const RECOMMENDATIONS: Inputs = {
  'recommendations.list': () => ({}),
  'recommendations.read': ({ recommending: { proposed } }) => ({ recommendation: proposed }),
  'recommendations.read (before it is proposed)': ({ recommending: { draft } }) => ({ recommendation: draft }),
  'recommendations.workbench': ({ recommending: { session } }) => ({ session }),
  'recommendations.draft': ({ recommending: { session, plan } }) => ({ session, ...plan }),
  'recommendations.edit': ({ recommending: { draft, plan } }) => ({ recommendation: draft, version: 1, ...plan }),
  'recommendations.propose': ({ recommending: { draft } }) => ({ recommendation: draft, amendmentsUntil: '2026-03-05', rule: 'consent' }),
  'recommendations.propose-amendment': ({ recommending: { proposed } }) => ({ recommendation: proposed, ...AMENDED }),
  'recommendations.propose-amendment (for the association)': ({ recommending: { proposed }, hub }) => ({
    ...{ recommendation: proposed, ...AMENDED, body: hub.cast.bodies.lyon },
  }),
  'recommendations.decide-amendment': ({ recommending: { proposed, amendment } }) => ({
    ...{ recommendation: proposed, amendment, decision: 'accepted', ...WORDS },
  }),
  'recommendations.take-stance': ({ recommending: { proposed } }) => ({ recommendation: proposed, stance: 'support', ...WORDS }),
  'recommendations.take-stance (for the association)': ({ recommending: { proposed }, hub }) => ({
    ...{ recommendation: proposed, stance: 'support', ...WORDS, body: hub.cast.bodies.lyon },
  }),
  'recommendations.reply-objection': ({ recommending: { proposed, objection } }) => ({
    ...{ recommendation: proposed, contribution: objection, ...WORDS },
  }),
  // Mai objects.
  'recommendations.write-minority': ({ recommending: { proposed } }) => ({ recommendation: proposed, ...WORDS }),
  "recommendations.withdraw-contribution (Mai's)": ({ recommending: { proposed, objection } }) => ({
    ...{ recommendation: proposed, contribution: objection },
  }),
  'recommendations.open-ballot': ({ recommending: { votable } }) => ({ recommendation: votable, until: '2026-03-20' }),
  'recommendations.cast-ballot': ({ recommending: { running } }) => ({ recommendation: running, choice: 'for' }),
  'recommendations.decide': ({ recommending: { over } }) => ({ recommendation: over, adopted: true, ...WORDS }),
  'recommendations.put': ({ recommending: { adopted } }) => ({ recommendation: adopted, how: '', language: 'en' }),
  'recommendations.answer': ({ recommending: { put } }) => ({ recommendation: put, answer: 'accepted', ...WORDS }),
  'recommendations.withdraw': ({ recommending: { proposed } }) => ({ recommendation: proposed, ...WORDS }),
  'recommendations.confirm-sources': ({ recommending: { proposed } }) => ({ recommendation: proposed }),
  'recommendations.write-youth-reading': ({ recommending: { proposed } }) => ({ recommendation: proposed, ...WORDS }),
  'recommendations.translate': ({ recommending: { proposed } }) => ({
    ...{ recommendation: proposed, language: 'fr', translator: 'person' },
    pieces: [{ piece: 'wording', follows: 1, words: ['Financer les outils', 'Financer les outils.', 'Payer.'] }],
  }),
  'recommendations.hide-contribution': ({ recommending: { session, amendment } }) => ({
    session,
    contribution: amendment,
    rule: 'no-attack',
  }),
  'recommendations.show-contribution': ({ recommending: { session, amendment } }) => ({ session, contribution: amendment }),
  'recommendations.hide-recommendation': ({ recommending: { session, proposed } }) => ({
    ...{ session, recommendation: proposed, rule: 'no-attack' },
  }),
  'recommendations.show-recommendation': ({ recommending: { session, proposed } }) => ({ session, recommendation: proposed }),
  'recommendations.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'recommendations.renew-secrets': () => ({}),
}
