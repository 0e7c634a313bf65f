import { InLanguage } from './layout.tsx'
import { href, type Page } from './page.ts'

/** What the pages of a session know of it; the session of the room gatherings is one. Paths are without language. */
export type SessionPlace = {
  readonly path: string
  readonly number: number
  readonly title: string
  readonly language: string
  readonly editionPath: string
  readonly editionName: string
  readonly editionLanguage: string
}

type WayProps = {
  readonly page: Page
  readonly session: SessionPlace
  /** The part that a page belongs to whose address does not say so. */
  readonly part?: string
}

/** Above the title of every page of a session: the way back to it and to its edition, then all that the session has, the same on each. */
export function SessionWay({ page, session, part }: WayProps) {
  const { say } = page
  return (
    <>
      <nav class="crumb" aria-label={say('way.back')}>
        <a href={href(page, session.editionPath)}>
          <InLanguage language={session.editionLanguage}>{session.editionName}</InLanguage>
        </a>
        <a href={href(page, session.path)}>
          <span>
            {say('way.session', { number: session.number })} · <InLanguage language={session.language}>{session.title}</InLanguage>
          </span>
        </a>
      </nav>
      <SessionParts page={page} session={session} part={part} />
    </>
  )
}

/** The pages of a session, always in one order, so that each is found where it was. */
export function SessionParts({ page, session, part }: { page: Page; session: Pick<SessionPlace, 'path'>; part?: string | undefined }) {
  const { say, path } = page
  const all = [{ path: '', label: () => say('way.overview') }, ...page.sessionParts]
  return (
    <nav class="tabs parts" aria-label={say('way.parts')}>
      {all.map((one) => {
        const at = one.path === '' ? session.path : `${session.path}/${one.path}`
        const within = part === undefined ? one.path !== '' && path.startsWith(`${at}/`) : part === one.path
        return (
          <a href={href(page, at)} aria-current={path === at ? 'page' : within ? 'true' : undefined}>
            {one.label(say)}
          </a>
        )
      })}
    </nav>
  )
}
