import type { Operation } from '../core/operation.ts'
import { dialogue } from '../modules/dialogue/module.ts'
import { organisations } from '../modules/organisations/module.ts'
import { people } from '../modules/people/module.ts'
import type { Manifest } from '../web/manifest.ts'

/** The rooms of the house: the order of the first page and of a body's page. */
export const rooms: readonly Manifest[] = [people, dialogue, organisations]

/** For seeds and the command line: what a page would do, by its name. */
export function operationNamed(name: string): Operation {
  const operation = rooms.flatMap((room) => room.operations).find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no room offers ${name}`)
  return operation
}
