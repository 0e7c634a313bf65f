import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { agreedOn } from './stage-mirrors.ts'

const SAID = { text: 'We have said it all.', language: 'en' }
const ours = ({ mirrored }: Stage) => ({ community: mirrored.cedars.id, mirror: mirrored.open })
const theirs = ({ mirrored }: Stage) => ({ community: mirrored.irish.id, mirror: mirrored.open })
const space = ({ mirrored }: Stage) => ({ community: mirrored.space.id })

export const MIRRORS: Inputs = {
  'mirrors.list': ({ mirrored }) => ({ community: mirrored.cedars.id }),
  'mirrors.list (of a hidden community)': ({ gathered }) => ({ community: gathered.hidden.id }),
  'mirrors.read': ours,
  'mirrors.holding': space,
  'mirrors.propose': ({ hub, mirrored, gathered }) => ({ community: mirrored.fresh.id, other: gathered.open.slug, ...agreedOn(hub) }),
  'mirrors.propose (to a hidden community)': ({ hub, mirrored, gathered }) => ({
    ...{ community: mirrored.fresh.id, other: gathered.hidden.slug, ...agreedOn(hub) },
  }),
  'mirrors.write-version': (stage) => ({ ...ours(stage), ...agreedOn(stage.hub), why: 'A day more.', whyLanguage: 'en' }),
  'mirrors.answer-version': ({ mirrored }) => ({ community: mirrored.irish.id, mirror: mirrored.proposed, number: 1, agrees: true }),
  'mirrors.answer-version (of the side that wrote it)': ({ mirrored }) => ({
    ...{ community: mirrored.fresh.id, mirror: mirrored.proposed, number: 1, agrees: true },
  }),
  'mirrors.end': (stage) => ({ ...ours(stage), ...SAID }),
  'mirrors.join': (stage) => ({ ...space(stage), side: stage.mirrored.cedars.id }),
  'mirrors.choose-side': (stage) => ({ ...space(stage), side: stage.mirrored.irish.id, shown: true }),
  'mirrors.name-facilitator': (stage) => ({ ...ours(stage), member: stage.mirrored.members.idrissa }),
  'mirrors.withdraw-facilitator': (stage) => ({ ...theirs(stage), member: stage.mirrored.members.mai }),
  'mirrors.accept-facilitating': (stage) => ({ ...space(stage), side: stage.mirrored.irish.id }),
  'mirrors.end-facilitating': space,
  'mirrors.settle': () => ({}),
  'mirrors.release-member': (stage) => ({ ...space(stage), member: randomUUID() }),
  'mirrors.renew-secrets': () => ({}),
}
