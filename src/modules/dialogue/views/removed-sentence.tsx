import type { Page } from '../../../web/page.ts'

export type RemovalCount = { readonly reason: string; readonly count: number }

/** How many participants moderators took out, and why: counted in public, and nothing else of them. */
export function RemovedSentence({ page, removed }: { page: Page; removed: readonly RemovalCount[] }) {
  if (removed.length === 0) return null
  const { say } = page
  const total = removed.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      {say('removed.counted', {
        count: total,
        reasons: say.list(removed.map(({ reason, count }) => say(`removed.counted.${reason}`, { count }))),
      })}
    </>
  )
}
