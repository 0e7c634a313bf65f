import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const PASSPHRASE = 'a passphrase of this table alone'
const at = ({ moving }: Stage) => ({ community: moving.leaving })
const file = { file: '/nowhere/a-space', passphrase: PASSPHRASE, hub: 'https://hub.example' }

export const MOVES: Inputs = {
  'moves.read': at,
  'moves.announce': ({ moving }) => ({ community: moving.settled, destination: 'https://elsewhere.example' }),
  'moves.cancel': at,
  'moves.decline': (stage) => ({ ...at(stage), posts: 'keep' }),
  'moves.accept': at,
  'moves.freeze (before its day)': at,
  'moves.export (before it is read only)': (stage) => ({ ...at(stage), ...file }),
  'moves.settle (before it is exported)': (stage) => ({ ...at(stage), receipt: 'none' }),
  'moves.import (of a file that is not there)': () => file,
  'moves.plan': () => ({ space: 'leaving-choir' }),
  'moves.claim (by a link)': ({ moving }) => ({ token: moving.claim }),
  'moves.forget-claims': () => ({}),
  'moves.release-member': (stage) => ({ ...at(stage), member: stage.moving.awaited }),
}
