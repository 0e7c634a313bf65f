import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { SAID } from './stage-encounters.ts'

const here = ({ met }: Stage) => ({ session: met.session })
const talk = ({ met }: Stage) => ({ session: met.session, pair: met.pair })
const person = ({ met }: Stage) => ({ session: met.session, entry: met.entry })
const meeting = ({ met }: Stage) => ({ session: met.session, meeting: met.meeting })
const handed = ({ met }: Stage) => ({ session: met.session, handed: met.handed })

const room = ({ met }: Stage) => ({ session: met.session, room: met.room })
const proposed = ({ met }: Stage) => ({ session: met.session, room: met.proposed })
const tables = ({ met }: Stage) => ({ session: met.session, tables: 2, minutes: 15, startsAt: met.startsAt, endsAt: met.endsAt })

export const ENCOUNTERS: Inputs = {
  'encounters.list': here,
  'encounters.conversation': talk,
  'encounters.contacts': () => ({}),
  'encounters.enter-list': (stage) => ({ ...here(stage), ...SAID }),
  'encounters.leave-list': here,
  'encounters.refresh-suggestions': here,
  'encounters.ask-person': person,
  'encounters.decline-person': person,
  'encounters.block-person': person,
  'encounters.send-message': (stage) => ({ ...talk(stage), sending: randomUUID(), text: 'And then?' }),
  'encounters.mute-conversation': (stage) => ({ ...talk(stage), muted: true }),
  'encounters.end-conversation': talk,
  'encounters.report-message': (stage) => ({ ...talk(stage), messages: [stage.met.message] }),
  'encounters.hide-message': (stage) => ({ ...handed(stage), rule: 'no-attack' }),
  'encounters.show-message': handed,
  'encounters.propose-meeting': (stage) => ({
    ...{ ...talk(stage), sending: randomUUID(), minutes: 15 },
    startsAt: new Date(stage.hub.runner.outside.now().getTime() + 7_200_000).toISOString(),
  }),
  'encounters.accept-meeting': meeting,
  'encounters.cancel-meeting': meeting,
  'encounters.offer-contact': (stage) => ({ ...talk(stage), text: 'Elsewhere.' }),
  'encounters.keep-contact': (stage) => ({ ...talk(stage), keep: true }),
  'encounters.end-contact': ({ met }) => ({ contact: met.contact }),
  'encounters.rooms': here,
  'encounters.open-room': (stage) => ({
    ...{ ...here(stage), sending: randomUUID(), title: 'Night schools', topic: 'trust', capacity: 4, minutes: 30 },
    startsAt: stage.met.startsAt,
  }),
  'encounters.accept-room': proposed,
  'encounters.close-room': room,
  'encounters.close-room (that Mai proposed)': proposed,
  'encounters.join-room': room,
  'encounters.leave-room': here,
  'encounters.plan-tables': tables,
  'encounters.close-networking': here,
  'encounters.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'encounters.renew-secrets': () => ({}),
}
