import type { Keys } from '../../../platform/keys.ts'

type Message = { readonly event: string; readonly data: Readonly<Record<string, string | number | null>> }

/** What main hands over of open pages. */
type Live = {
  listen(topic: string, hear: (message: Message) => void): () => void
  tell(topic: string, message: Message): void
  tellAll(topic: string, message: Message): void
}

/** Which accounts have pages open in this process, and how many each: in memory alone. */
const openIn = new WeakMap<Live, Map<string, number>>()

export const openPagesOf = (live: Live): readonly string[] => [...(openIn.get(live)?.keys() ?? [])]

/** Nobody chooses it, and without the secret nobody could say it. */
export const topicOf = (keys: Pick<Keys, 'tag'>, account: string): string => `news/${keys.tag('live-news', account).toString('base64url')}`

/** A page of theirs is open; returns the way to leave, which may be gone twice. */
export function listenFor(live: Live, { account, topic }: { account: string; topic: string }, hear: (count: number) => void): () => void {
  const pages = openIn.get(live) ?? new Map<string, number>()
  openIn.set(live, pages)
  pages.set(account, (pages.get(account) ?? 0) + 1)
  const leave = live.listen(topic, ({ data }) => hear(Number(data['count'])))
  let gone = false
  return () => {
    if (gone) return
    gone = true
    leave()
    const left = (pages.get(account) ?? 1) - 1
    if (left === 0) pages.delete(account)
    else pages.set(account, left)
  }
}

export const tellPages = (live: Live, topic: string, count: number): void => live.tell(topic, { event: 'news', data: { count } })

/** Their pages wherever they are open, with all processes of the hub. */
export const tellAllPages = (live: Live, topic: string, count: number): void => live.tellAll(topic, { event: 'news', data: { count } })
