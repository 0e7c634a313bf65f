import type { Operation } from '../core/operation.ts'
import { access } from '../modules/access/module.ts'
import { charters } from '../modules/charters/module.ts'
import { dialogue } from '../modules/dialogue/module.ts'
import { holdingsOf } from '../modules/holdings/module.ts'
import { moderationOf } from '../modules/moderation/module.ts'
import { notices } from '../modules/notices/module.ts'
import { organisations } from '../modules/organisations/module.ts'
import { peopleOf } from '../modules/people/module.ts'
import { profiles } from '../modules/profiles/module.ts'
import { providers } from '../modules/providers/module.ts'
import { safety } from '../modules/safety/module.ts'
import type { Manifest } from '../web/manifest.ts'

const known: readonly Manifest[] = [
  peopleOf(organisations.needs === undefined ? [] : [organisations.needs]),
  charters,
  profiles,
  providers,
  access,
  dialogue,
  organisations,
  safety,
]

const watched: readonly Manifest[] = [...known, moderationOf(known.flatMap((room) => room.reportables ?? [])), notices]

/** The rooms of the house: the order of the first page and of a body's page. Watchers come last, with what the others hand over. */
export const rooms: readonly Manifest[] = [...watched, holdingsOf(watched)]

/** For seeds and the command line: what a page would do, by its name. */
export function operationNamed(name: string): Operation {
  const operation = rooms.flatMap((room) => room.operations).find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no room offers ${name}`)
  return operation
}
