import { NOBODY } from './callers.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

type Given = (stage: Stage) => object

const edition: Given = ({ registered }) => ({ edition: registered.edition })
const linked: Given = (stage) => ({ ...edition(stage), link: stage.registered.link.token })
const place: Given = (stage) => ({ ...edition(stage), registration: stage.registered.place })
const ticket: Given = ({ hub, registered }) => ({ key: hub.runner.outside.uuid(), code: registered.code })

const plan = { opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-03-02T00:00:00Z', inPersonPlaces: 9, onlinePlaces: 0, byApproval: false }
const question = { sort: 'yes-no', texts: [{ language: 'en', text: 'Do you come by train?' }] }

export const REGISTRATIONS: Inputs = {
  'registrations.read-plan': edition,
  'registrations.mine': edition,
  'registrations.desk': edition,
  'registrations.check-in-list': edition,
  'registrations.check-in-list (by a link)': linked,
  'registrations.agenda': edition,
  'registrations.open': (stage) => ({ ...edition(stage), ...plan }),
  'registrations.add-question': (stage) => ({ ...edition(stage), ...question }),
  'registrations.remove-question': (stage) => ({ ...edition(stage), question: stage.registered.question }),
  'registrations.register': (stage) => ({ ...edition(stage), mode: 'online' }),
  'registrations.cancel': edition,
  'registrations.decide': ({ registered }) => ({ edition: registered.asked.edition, registration: registered.asked.place, accepted: true }),
  'registrations.renew-ticket': edition,
  'registrations.read-answers': place,
  'registrations.check-in': (stage) => ({ ...edition(stage), ...ticket(stage) }),
  'registrations.check-in (by a link)': (stage) => ({ ...linked(stage), ...ticket(stage) }),
  'registrations.undo-check-in': place,
  'registrations.undo-check-in (by a link)': (stage) => ({ ...linked(stage), ...place(stage) }),
  'registrations.make-check-in-link': edition,
  'registrations.withdraw-check-in-link': (stage) => ({ ...edition(stage), link: stage.registered.link.id }),
  'registrations.mark-session': (stage) => ({ ...edition(stage), session: stage.registered.session, marked: false }),
  'registrations.make-feed': edition,
  'registrations.end-feed': edition,
  'registrations.release-person': () => ({ person: NOBODY }),
  'registrations.renew-secrets': () => ({}),
}
