import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const report = ({ concluding }: Stage) => ({ document: concluding.report })
const outcome = ({ concluding }: Stage) => ({ document: concluding.outcome })
const reserved = (stage: Stage) => ({ ...outcome(stage), body: stage.hub.cast.bodies.unit, sequence: 1 })
const SENTENCES = [{ text: 'Schools are open.', language: 'en' }]

export const OUTCOMES: Inputs = {
  'outcomes.releases': ({ concluding }) => ({ ...concluding.address, sort: 'outcome' }),
  'outcomes.read': ({ concluding }) => ({ ...concluding.address, sort: 'outcome' }),
  'outcomes.endorsements': ({ concluding }) => concluding.address,
  'outcomes.check-file': ({ concluding }) => ({ sha256: concluding.digest }),
  'outcomes.draft': report,
  'outcomes.begin': ({ concluding }) => ({ ...concluding.address, sort: 'report', language: 'en' }),
  'outcomes.renew': report,
  'outcomes.begin-language': (stage) => ({ ...report(stage), language: 'fr' }),
  'outcomes.write-title': (stage) => ({ ...report(stage), language: 'en', title: 'A report' }),
  'outcomes.write-section': (stage) => ({ ...outcome(stage), language: 'en', section: 1, revision: 2, heading: '', sentences: SENTENCES }),
  'outcomes.add-section': (stage) => ({ ...report(stage), kind: 'part', heading: 'Thanks' }),
  'outcomes.move-section': (stage) => ({ ...report(stage), section: 1, direction: 'down' }),
  'outcomes.remove-section': (stage) => ({ ...outcome(stage), section: 1 }),
  'outcomes.release': outcome,
  'outcomes.record-files': (stage) => ({ ...outcome(stage), version: 1, files: [] }),
  'outcomes.record-failure': (stage) => ({ ...outcome(stage), version: 1, fault: 'It has no title.' }),
  'outcomes.clear-withdrawn': report,
  'outcomes.replace-release': outcome,
  'outcomes.ask-endorsement': (stage) => ({ ...outcome(stage), until: '2026-03-21' }),
  'outcomes.hide-reservation': (stage) => ({ ...reserved(stage), rule: 'no-attack' }),
  'outcomes.show-reservation': reserved,
  'outcomes.endorse-articles (for the association)': (stage) => ({
    ...{ ...outcome(stage), body: stage.hub.cast.bodies.lyon, language: 'en', articles: [{ article: 1, choice: 'endorsed' }] },
  }),
}
