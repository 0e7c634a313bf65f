import { NOBODY } from './callers.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { IRELAND, WANTED } from './stage-buddies.ts'
import { dayIn } from '../days.ts'

const open = ({ gathered }: Stage) => ({ sort: 'community', place: gathered.open.id })
const hidden = ({ gathered }: Stage) => ({ sort: 'community', place: gathered.hidden.id })
const until = ({ hub }: Stage) => dayIn(hub, 90)
const offered = (stage: Stage) => ({ ...WANTED, most: 1, until: until(stage) })

export const BUDDIES: Inputs = {
  'buddies.read': open,
  'buddies.read (of a hidden community)': hidden,
  'buddies.mine': () => ({}),
  'buddies.waiting': open,
  'buddies.waiting (of a place)': () => IRELAND,
  'buddies.waiting (of a hidden community)': hidden,
  'buddies.write-offer': (stage) => ({ ...open(stage), ...offered(stage) }),
  'buddies.write-offer (in a place)': (stage) => ({ ...IRELAND, ...offered(stage) }),
  'buddies.write-offer (in a hidden community)': (stage) => ({ ...hidden(stage), ...offered(stage) }),
  'buddies.check-offer': () => IRELAND,
  'buddies.withdraw-offer': () => IRELAND,
  'buddies.write-request': (stage) => ({ ...open(stage), ...WANTED, weeks: 4 }),
  'buddies.write-request (in a place)': () => ({ ...IRELAND, ...WANTED, weeks: 4 }),
  'buddies.write-request (in a hidden community)': (stage) => ({ ...hidden(stage), ...WANTED, weeks: 4 }),
  'buddies.withdraw-request': open,
  'buddies.propose-pair': (stage) => ({ ...open(stage), request: stage.accompanied.request, offer: stage.accompanied.offer }),
  'buddies.propose-pair (their own)': (stage) => ({ ...open(stage), request: stage.accompanied.request, reach: 'by letter' }),
  'buddies.answer-pair': ({ accompanied }) => ({ ...IRELAND, pair: accompanied.proposed, yes: true, reach: 'by letter' }),
  'buddies.end-pair': ({ accompanied }) => ({ ...IRELAND, pair: accompanied.running }),
  'buddies.measure-pair': ({ accompanied }) => ({ ...IRELAND, pair: accompanied.over, grade: 'good' }),
  'buddies.close-due': () => ({}),
  'buddies.release-party': () => ({ scope: '', own: NOBODY }),
  'buddies.renew-secrets': () => ({}),
}
