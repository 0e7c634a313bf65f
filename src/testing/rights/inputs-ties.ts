import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { SAID } from './stage-ties.ts'

const asking = ({ tied }: Stage) => tied.asking

export const TIES: Inputs = {
  'ties.list': ({ tied }) => ({ community: tied.region.id }),
  'ties.list (of a hidden community)': ({ gathered }) => ({ community: gathered.hidden.id }),
  'ties.mergers': asking,
  'ties.propose': ({ tied }) => ({ community: tied.fresh.id, sending: randomUUID(), other: tied.town.slug, sort: 'peer', ...SAID }),
  'ties.propose (to a hidden community)': ({ tied, gathered }) => ({
    ...{ community: tied.fresh.id, sending: randomUUID(), other: gathered.hidden.slug, sort: 'peer', ...SAID },
  }),
  'ties.answer': ({ tied }) => ({ community: tied.town.id, tie: tied.proposed, accepts: true, ...SAID }),
  'ties.answer (of the side that proposed)': ({ tied }) => ({ community: tied.region.id, tie: tied.proposed, accepts: true, ...SAID }),
  'ties.end': ({ tied }) => ({ community: tied.region.id, tie: tied.standing, ...SAID }),
  'ties.drop-proposals': () => ({}),
  'ties.match-communities': () => ({}),
  'ties.likenesses': ({ tied }) => ({ community: tied.fresh.id }),
  'ties.dismiss-likeness': ({ tied }) => ({ community: tied.fresh.id, other: tied.alike }),
  'ties.dismiss-likeness (that the hub never said)': ({ tied }) => ({ community: tied.fresh.id, other: tied.town.id }),
  'ties.hide-words': ({ tied }) => ({ sort: 'tie', id: tied.standing, rule: 'no-attack' }),
  'ties.show-words': ({ tied }) => ({ sort: 'merger', id: tied.same }),
  'ties.propose-merger': ({ tied }) => ({ community: tied.fresh.id, sending: randomUUID(), into: tied.town.slug, ...SAID }),
  'ties.answer-merger': ({ tied }) => ({ community: tied.town.id, merger: tied.same, agrees: true }),
  'ties.give-objection': (stage) => ({ ...asking(stage), objects: true }),
  'ties.settle-merger': ({ tied }) => ({ merger: tied.asking.merger }),
  'ties.undo-merger': asking,
  'ties.release-member': ({ tied, gathered }) => ({ community: tied.region.id, member: gathered.member }),
}
