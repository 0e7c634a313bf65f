import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const PASSPHRASE = 'a passphrase of this table alone'
const at = ({ moving }: Stage) => ({ space: moving.leaving })
const body = ({ moving }: Stage) => ({ space: moving.body })
const file = { file: '/nowhere/a-space', passphrase: PASSPHRASE, hub: 'https://hub.example' }

export const MOVES: Inputs = {
  'moves.read': at,
  'moves.announce': ({ moving }) => ({ space: moving.settled, destination: 'https://elsewhere.example' }),
  'moves.cancel': at,
  'moves.decline': (stage) => ({ ...at(stage), posts: 'keep' }),
  'moves.accept': at,
  'moves.read-body': body,
  'moves.announce-body': ({ hub }) => ({ space: hub.cast.bodies.unit, destination: 'https://elsewhere.example' }),
  'moves.cancel-body': body,
  'moves.decline-body': body,
  'moves.accept-body': body,
  'moves.freeze (before its day)': at,
  'moves.export (before it is read only)': (stage) => ({ ...at(stage), ...file }),
  'moves.settle (before it is exported)': (stage) => ({ ...at(stage), receipt: 'none' }),
  'moves.import (of a file that is not there)': () => file,
  'moves.plan': () => ({ space: 'leaving-choir' }),
  'moves.claim (by a link)': ({ moving }) => ({ token: moving.claim }),
  'moves.forget-claims': () => ({}),
  'moves.release-member': ({ moving }) => ({ community: moving.leaving, member: moving.awaited }),
}
