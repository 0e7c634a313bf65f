import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

type Given = (stage: Stage) => object

const edition: Given = ({ gatherings }) => ({ edition: gatherings.before.edition })
const session: Given = ({ gatherings }) => ({ session: gatherings.before.session })
const block: Given = (stage) => ({ ...session(stage), block: stage.gatherings.block })
const example: Given = (stage) => ({ ...session(stage), block: stage.gatherings.example })
const speaker: Given = (stage) => ({ ...session(stage), speaker: stage.gatherings.speaker })
const lyon: Given = (stage) => ({ ...edition(stage), body: stage.hub.cast.bodies.lyon })
const partsOf = ({ gatherings }: Stage) => {
  const [, , summit, name, , number] = gatherings.before.path.split('/')
  return { summit, edition: name, number }
}

const days = { languages: ['en'], zone: 'Europe/Dublin', startsOn: '2026-03-02', endsOn: '2026-03-02' }
const hours = { languages: ['en'], startsAt: '2026-03-02T09:00:00Z', endsAt: '2026-03-02T11:00:00Z' }
const text = { language: 'en', name: 'A name' }
const why = { reason: 'A storm.', language: 'en' }

export const GATHERINGS: Inputs = {
  'gatherings.list-summits': () => ({}),
  'gatherings.read-summit': ({ gatherings }) => ({ summit: gatherings.summit }),
  'gatherings.read-edition': partsOf,
  'gatherings.read-session': partsOf,
  'gatherings.read-call': example,
  'gatherings.session-roles': session,
  'gatherings.create-summit': ({ hub }) => ({ bodyId: hub.cast.bodies.unit, slug: 'another', texts: [text] }),
  'gatherings.write-summit-text': ({ gatherings }) => ({ summit: gatherings.summit, ...text }),
  'gatherings.create-edition': ({ gatherings }) => ({ summit: gatherings.summit, slug: 'another', ...days, texts: [text] }),
  'gatherings.edit-edition': (stage) => ({ ...edition(stage), ...days }),
  'gatherings.write-edition-text': (stage) => ({ ...edition(stage), ...text }),
  'gatherings.announce-edition': ({ gatherings }) => ({ edition: gatherings.draft.edition }),
  'gatherings.discard-edition': ({ gatherings }) => ({ edition: gatherings.draft.edition }),
  'gatherings.discard-session': ({ gatherings }) => ({ session: gatherings.draft.session }),
  'gatherings.call-off-edition': (stage) => ({ ...edition(stage), ...why }),
  'gatherings.invite-host': (stage) => ({ ...edition(stage), body: stage.choir.id }),
  'gatherings.confirm-host': lyon,
  'gatherings.remove-host': lyon,
  'gatherings.write-venue': (stage) => ({ ...edition(stage), number: 2, sort: 'online', ...text, link: 'https://room.example/1' }),
  'gatherings.remove-venue': (stage) => ({ ...edition(stage), number: 1 }),
  'gatherings.create-session': (stage) => ({ ...edition(stage), ...hours, note: { language: 'en', title: 'Another' } }),
  'gatherings.edit-session': (stage) => ({ ...session(stage), ...hours }),
  'gatherings.announce-session': ({ gatherings }) => ({ session: gatherings.draft.session }),
  'gatherings.call-off-session': (stage) => ({ ...session(stage), ...why }),
  'gatherings.open-session': session,
  'gatherings.close-session': ({ gatherings }) => ({ session: gatherings.running.session }),
  'gatherings.add-block': (stage) => ({ ...session(stage), sort: 'closing', minutes: 5 }),
  'gatherings.edit-block': (stage) => ({ ...block(stage), sort: 'keynote', minutes: 5 }),
  'gatherings.write-block-text': (stage) => ({ ...block(stage), language: 'en', title: 'A title' }),
  'gatherings.move-block': (stage) => ({ ...block(stage), direction: 'down' }),
  'gatherings.remove-block': block,
  'gatherings.begin-block': ({ gatherings: { running } }) => ({ session: running.session, block: running.next }),
  'gatherings.end-block': ({ gatherings: { running } }) => ({ session: running.session, block: running.begun }),
  'gatherings.write-speaker': (stage) => ({ ...speaker(stage), ...block(stage), ...text }),
  'gatherings.remove-speaker': speaker,
  'gatherings.detach-speaker': speaker,
  'gatherings.write-material': (stage) => ({
    ...{ ...block(stage), material: stage.gatherings.material, title: 'Slides', language: 'en', link: 'https://slides.example/2' },
  }),
  'gatherings.remove-material': (stage) => ({ ...session(stage), material: stage.gatherings.material }),
  'gatherings.give-role': (stage) => ({ ...session(stage), person: stage.callers.Samir.actor.person, role: 'chair' }),
  'gatherings.end-role': (stage) => ({ ...session(stage), person: stage.callers.Mai.actor.person, role: 'rapporteur' }),
  'gatherings.invite-to-session': (stage) => ({ ...session(stage), role: 'chair' }),
  'gatherings.withdraw-session-invitation': (stage) => ({ ...session(stage), invitation: stage.gatherings.invitation.id }),
  'gatherings.accept-session-invitation': (stage) => ({ ...session(stage), token: stage.gatherings.invitation.token }),
  'gatherings.open-call': (stage) => ({ ...example(stage), language: 'en', words: 'Another choice.', closesAt: '2026-03-02T08:00:00Z' }),
  'gatherings.apply-to-call': (stage) => ({
    ...{ ...example(stage), body: stage.hub.cast.bodies.unit, speaker: 'Niamh', language: 'en', title: 'Ours', text: 'A need.' },
  }),
  'gatherings.withdraw-application': (stage) => ({ ...session(stage), application: stage.gatherings.application }),
  'gatherings.answer-application': (stage) => ({
    ...{ ...session(stage), application: stage.gatherings.application, chosen: true, answer: 'It tells its price.', language: 'en' },
  }),
  'gatherings.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
}
