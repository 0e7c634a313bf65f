import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { AIM } from './stage-purposes.ts'
import { dayIn } from '../days.ts'

const at = ({ aimed }: Stage) => ({ community: aimed.community, purpose: aimed.purpose })
const hidden = ({ aimed }: Stage) => aimed.hidden
const written = (stage: Stage) => ({
  sending: randomUUID(),
  happenedOn: dayIn(stage.hub, 0),
  amount: 3,
  text: 'Three more.',
  source: 'The list',
  language: 'en',
})

export const PURPOSES: Inputs = {
  'purposes.list': ({ aimed }) => ({ community: aimed.community }),
  'purposes.list (of a hidden community)': ({ aimed }) => ({ community: aimed.hidden.community }),
  'purposes.read': at,
  'purposes.read (of a hidden community)': hidden,
  'purposes.begin': (stage) => ({ community: stage.aimed.without, sending: randomUUID(), ...AIM, deadline: dayIn(stage.hub, 30) }),
  'purposes.begin (while another runs)': (stage) => ({
    community: stage.aimed.community,
    sending: randomUUID(),
    ...AIM,
    deadline: dayIn(stage.hub, 30),
  }),
  'purposes.write-entry': (stage) => ({ ...at(stage), ...written(stage) }),
  'purposes.write-entry (correcting another)': (stage) => ({ ...at(stage), ...written(stage), corrects: stage.aimed.entry }),
  'purposes.write-entry (of a hidden community)': (stage) => ({ ...hidden(stage), ...written(stage) }),
  'purposes.confirm': at,
  'purposes.add-need': (stage) => ({ ...at(stage), sending: randomUUID(), text: 'A van', language: 'en', until: dayIn(stage.hub, 10) }),
  'purposes.end-need': (stage) => ({ ...at(stage), need: stage.aimed.need }),
  'purposes.close': (stage) => ({ ...at(stage), outcome: 'partly', reason: 'Half of it.', learned: 'Ask earlier.', afterwards: 'goes-on' }),
  'purposes.close (of a hidden community)': (stage) => ({
    ...hidden(stage),
    outcome: 'reached',
    reason: 'All of it.',
    learned: 'Much.',
    afterwards: 'ends',
  }),
  'purposes.hide': (stage) => ({ ...at(stage), rule: 'no-advert' }),
  'purposes.show': at,
  'purposes.release-member': ({ aimed }) => ({ community: aimed.community, member: aimed.entry }),
}
