import type { Operation } from '../core/operation.ts'
import { dialogue } from '../modules/dialogue/module.ts'
import { moderationOf } from '../modules/moderation/module.ts'
import { organisations } from '../modules/organisations/module.ts'
import { people } from '../modules/people/module.ts'
import type { Manifest } from '../web/manifest.ts'

const known: readonly Manifest[] = [people, dialogue, organisations]

/** The rooms of the house: the order of the first page and of a body's page. Watchers come last, with what the others hand over. */
export const rooms: readonly Manifest[] = [...known, moderationOf(known.flatMap((room) => room.reportables ?? []))]

/** For seeds and the command line: what a page would do, by its name. */
export function operationNamed(name: string): Operation {
  const operation = rooms.flatMap((room) => room.operations).find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no room offers ${name}`)
  return operation
}
