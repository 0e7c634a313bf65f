import type { Say } from '../../../web/say.ts'

type Counted = {
  readonly analysis: { readonly participants: number; readonly votes: number }
  readonly groups: readonly unknown[]
  readonly smallGroups: readonly unknown[]
  readonly common: readonly unknown[]
  readonly majority: readonly unknown[]
}

/** Small ones that are not drawn are groups as well. */
export const hasGroups = ({ groups, smallGroups }: Pick<Counted, 'groups' | 'smallGroups'>): boolean =>
  groups.length + smallGroups.length > 0

/** A result in one line, for its page and for the picture of its link. Without groups there is no common ground between them to count. */
export function inShort(say: Say, result: Counted): string {
  const { participants, votes } = result.analysis
  if (!hasGroups(result)) return say('result.in-short.no-groups', { participants, votes, majority: result.majority.length })
  return say('result.in-short', { participants, votes, common: result.common.length })
}
