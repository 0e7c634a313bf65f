import { randomUUID } from 'node:crypto'
import { doAsHub, PLAN } from '../dialogues.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const open = (stage: Stage) => ({ dialogue: stage.open.id })
const draft = (stage: Stage) => ({ dialogue: stage.draft.id })
const closed = (stage: Stage) => ({ dialogue: stage.closed.id })
const ofGuest = (stage: Stage) => ({ dialogue: stage.open.id, participant: stage.participant })
const waiting = (stage: Stage) => ({ dialogue: stage.open.id, statement: stage.waiting })

const NO_VOTES = { at: new Float64Array(0), participants: new Float64Array(0), statements: new Int32Array(0), values: new Int8Array(0) }

export const DIALOGUE: Inputs = {
  'dialogue.list': () => ({}),
  'dialogue.read': open,
  'dialogue.statements': open,
  'dialogue.result': closed,
  'dialogue.export': (stage) => ({ ...closed(stage), file: 'comments.csv' }),
  'dialogue.certificate': closed,
  'dialogue.signing-keys': () => ({}),
  'dialogue.next-statement': open,
  'dialogue.my-part': open,
  'dialogue.moderation': open,
  'dialogue.corrected-shares': closed,
  // A draft is there for nobody but those who look after it, whatever they ask of it.
  'dialogue.read (a draft)': draft,
  'dialogue.statements (of a draft)': draft,
  'dialogue.history (of a draft)': draft,
  'dialogue.moderation (of a draft)': draft,
  'dialogue.join (a draft)': draft,
  'dialogue.create': ({ hub }) => ({ ...PLAN, bodyId: hub.cast.bodies.unit }),
  'dialogue.edit': (stage) => ({ ...PLAN, ...draft(stage) }),
  'dialogue.translate': (stage) => ({
    ...open(stage),
    language: 'fr',
    title: 'La santé entre deux pays',
    summary: 'Que faire ?',
    questions: ['Quoi ?', 'Et quoi ?'],
  }),
  'dialogue.open': draft,
  'dialogue.close': open,
  'dialogue.discard-draft': draft,
  'dialogue.join': open,
  'dialogue.cast-vote': (stage) => ({ ...open(stage), statement: 0, choice: 'agree' }),
  'dialogue.add-statement': (stage) => ({ ...open(stage), text: 'Nurses should be able to write referrals.', language: 'en' }),
  'dialogue.choose-voice': (stage) => ({ ...open(stage), voice: { sort: 'participant' } }),
  'dialogue.tell-country': (stage) => ({ ...open(stage), country: 'FR' }),
  'dialogue.correct-statement': (stage) => ({ ...waiting(stage), text: 'Nurses should read.', language: 'en' }),
  'dialogue.withdraw-statement': waiting,
  'dialogue.history': open,
  'dialogue.record-coverage': ({ open: { id } }) => ({ dialogueId: id }),
  'dialogue.publish-statement': waiting,
  'dialogue.decline-statement': (stage) => ({ ...waiting(stage), rule: 'on-topic' }),
  'dialogue.hide-statement': (stage) => ({ ...open(stage), statement: 4, rule: 'on-topic' }),
  'dialogue.mark-statement': (stage) => ({ ...open(stage), statement: 0, seed: true, meta: false }),
  'dialogue.answer': (stage) => ({ ...closed(stage), language: 'en', text: 'We thank everybody, and will do this.' }),
  'dialogue.remove-participant': (stage) => ({ ...ofGuest(stage), reason: 'automated' }),
  'dialogue.restore-participant': ofGuest,
  'dialogue.put-unnamed': (stage) => ({ ...open(stage), text: `It was said to somebody trusted. ${randomUUID()}`, language: 'en' }),
  'dialogue.withdraw-unnamed': async (stage) => {
    const put = { ...open(stage), text: `Taken back. ${randomUUID()}`, language: 'en' }
    const { number } = await doAsHub<{ number: number }>(stage.hub, 'dialogue.put-unnamed', put)
    // So many of them may wait, and no more.
    await doAsHub(stage.hub, 'dialogue.publish-statement', { dialogue: stage.open.id, statement: number })
    return { ...open(stage), statement: number }
  },
  'dialogue.patterns': open,
  'dialogue.participant-answers': ofGuest,
  'dialogue.import-conversation': ({ hub }) => ({
    bodyId: hub.cast.bodies.unit,
    title: 'An old conversation',
    description: '',
    source: null,
    language: 'en',
    statements: [{ id: 0, author: null, at: null, moderated: 1, meta: false, text: 'It was so.' }],
    events: NO_VOTES,
    final: NO_VOTES,
  }),
  'dialogue.record-result': ({ closed, hub }) => ({
    dialogueId: closed.id,
    readAt: hub.runner.outside.now(),
    seen: '1:1:',
    tookMs: 1,
    participants: 12,
    votes: 96,
    certificate: '0'.repeat(64),
    engine: 'none',
    packed: new Uint8Array(1),
    step: null,
  }),
  // The step that is there already: whoever may write it down changes nothing.
  'dialogue.record-step': ({ closed, certificate, hub }) => ({
    dialogueId: closed.id,
    version: 1,
    computedAt: hub.runner.outside.now(),
    step: { certificate, document: new Uint8Array(1), statements: [], votes: null },
  }),
  'dialogue.record-sealed': ({ closed }) => ({ dialogueId: closed.id, stage: 'closed' }),
  'dialogue.renew-secrets': () => ({}),
  'dialogue.discard-servings': (stage) => ({ dialogueId: stage.closed.id }),
  'dialogue.record-servings': (stage) => ({ dialogueId: stage.open.id, chances: [], servings: [] }),
}
