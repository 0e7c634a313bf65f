import type { Inputs } from './matrix.ts'
import { LESSON } from './stage-commitments.ts'
import type { Stage } from './stage.ts'

const WORDS = { text: 'So it seems.', language: 'en' }
const kept = ({ committing }: Stage) => ({ commitment: committing.kept })
const running = ({ committing }: Stage) => ({ commitment: committing.running })

export const COMMITMENTS: Inputs = {
  'commitments.list': () => ({}),
  'commitments.read': running,
  'commitments.read (that its body has not agreed to)': ({ committing }) => ({ commitment: committing.proposed }),
  'commitments.reports': ({ hub }) => ({ body: hub.cast.bodies.unit }),
  'commitments.report': ({ hub }) => ({ body: hub.cast.bodies.unit, quarter: '2025-Q4' }),
  'commitments.make': ({ committing: { plan }, hub }) => ({ ...plan, lead: hub.cast.bodies.unit }),
  'commitments.make (of the association, under no edition)': ({ committing: { plan }, hub }) => ({
    ...{ ...plan, lead: hub.cast.bodies.lyon, edition: null },
  }),
  'commitments.answer-proposal': ({ committing }) => ({ commitment: committing.proposed, accept: true, language: 'en' }),
  'commitments.edit': (stage) => ({ ...running(stage), version: 1, title: 'Open', text: 'All.', owner: 'Culture', sdgs: [] }),
  'commitments.translate': (stage) => ({ ...running(stage), language: 'fr', title: 'Ouvrir', text: 'Dix.' }),
  'commitments.move-date': (stage) => ({ ...running(stage), dueOn: '2027-01-31', ...WORDS }),
  'commitments.ask-support': (stage) => ({ ...running(stage), body: stage.hub.cast.bodies.lyon }),
  'commitments.answer-support': ({ committing, hub }) => ({ commitment: committing.other, body: hub.cast.bodies.lyon, accept: true }),
  'commitments.add-milestone': (stage) => ({ ...running(stage), title: 'More', language: 'en', dueOn: '2026-07-01' }),
  'commitments.mark-milestone': (stage) => ({ ...running(stage), milestone: 1, doneOn: '2026-02-01' }),
  'commitments.add-indicator': (stage) => ({ ...running(stage), name: 'Books', unit: 'books', baseline: 0, target: 9, language: 'en' }),
  'commitments.record-measurement': (stage) => ({ ...running(stage), indicator: 1, value: 3, measuredOn: '2026-02-01' }),
  'commitments.add-evidence': (stage) => ({ ...running(stage), ...WORDS, datedOn: '2026-02-01' }),
  'commitments.verify-evidence (for the association)': (stage) => ({
    ...{ ...running(stage), evidence: 1, body: stage.hub.cast.bodies.lyon, confirms: true, ...WORDS },
  }),
  'commitments.end': (stage) => ({ ...running(stage), outcome: 'kept', ...WORDS }),
  'commitments.withdraw': (stage) => ({ ...running(stage), ...WORDS }),
  'commitments.send-report': ({ committing: { lines }, hub }) => ({
    ...{ body: hub.cast.bodies.unit, quarter: '2025-Q4', language: 'en', lines },
  }),
  'commitments.compare': (stage) => ({ ...running(stage), other: stage.committing.other }),
  'commitments.merge': (stage) => ({ ...running(stage), into: stage.committing.other }),
  'commitments.want': ({ committing }) => ({ session: committing.running, recommendation: committing.other, answer: 'accepted' }),
  'commitments.practices': () => ({}),
  'commitments.practice': kept,
  'commitments.ask-evidence': (stage) => ({ ...running(stage), ...WORDS }),
  'commitments.answer-question': (stage) => ({ ...kept(stage), question: 1, ...WORDS }),
  'commitments.withdraw-question': (stage) => ({ ...kept(stage), question: 1 }),
  'commitments.hide-question': (stage) => ({ ...kept(stage), question: 1, rule: 'no-attack' }),
  'commitments.show-question': (stage) => ({ ...kept(stage), question: 1 }),
  'commitments.write-practice': (stage) => ({ ...kept(stage), ...LESSON, version: 1 }),
  'commitments.translate-practice': (stage) => ({ ...kept(stage), ...LESSON, language: 'fr' }),
  'commitments.confirm-practice': kept,
  'commitments.adopt-practice (for the association)': (stage) => ({
    ...{ ...kept(stage), body: stage.hub.cast.bodies.lyon, adoptedOn: '2026-01-20', ...WORDS },
  }),
  'commitments.record-result (for the association)': (stage) => ({
    ...{ ...kept(stage), body: stage.hub.cast.bodies.lyon, outcome: 'helped', ...WORDS },
  }),
  'commitments.hide-practice': (stage) => ({ ...kept(stage), rule: 'no-attack' }),
  'commitments.show-practice': kept,
  'commitments.renew-secrets': () => ({}),
  'commitments.hide': (stage) => ({ ...running(stage), rule: 'no-attack' }),
  'commitments.show': running,
}
