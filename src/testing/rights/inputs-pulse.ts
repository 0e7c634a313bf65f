import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { dayIn } from '../days.ts'

const lyon = ({ hub }: Stage) => ({ sort: 'body', sender: hub.cast.bodies.lyon })
const written = (stage: Stage) => ({
  sending: randomUUID(),
  texts: [{ language: 'en', title: 'Come', text: 'And read.' }],
  to: '/events',
  topics: ['health'],
  endsOn: dayIn(stage.hub, 9),
})

export const PULSE: Inputs = {
  'pulse.calls': () => ({}),
  'pulse.read-call': ({ pulse }) => ({ call: pulse.call }),
  'pulse.reach': (stage) => ({ ...lyon(stage), topics: 'health' }),
  'pulse.send-call': (stage) => ({ ...lyon(stage), ...written(stage) }),
  'pulse.send-call (of a hidden community)': (stage) => ({ sort: 'community', sender: stage.aimed.hidden.community, ...written(stage) }),
  'pulse.withdraw-call': ({ pulse }) => ({ call: pulse.call }),
  'pulse.count-opening': ({ pulse }) => ({ call: pulse.call }),
  'pulse.end-call': ({ pulse }) => ({ call: pulse.call }),
  'pulse.hide-call': ({ pulse }) => ({ call: pulse.call, rule: 'no-attack' }),
  'pulse.show-call': ({ pulse }) => ({ call: pulse.call }),
  'pulse.read': lyon,
  'pulse.read (of a hidden community)': ({ aimed }) => ({ sort: 'community', sender: aimed.hidden.community }),
  'pulse.ask': (stage) => ({ sort: 'body', sender: stage.hub.cast.bodies.unit, sending: randomUUID() }),
  'pulse.answer': (stage) => ({ ...lyon(stage), pulse: stage.pulse.pulse, answers: [5, 4, 0] }),
  'pulse.close': ({ hub, pulse }) => ({ subject: hub.cast.bodies.lyon, pulse: pulse.pulse }),
  'pulse.renew-secrets': () => ({}),
}
