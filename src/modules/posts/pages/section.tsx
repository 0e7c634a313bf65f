import { excerpt } from '../../../web/excerpt.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { SubjectSection, WaitingIn } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { mayTakePart } from '../policy.ts'
import { draftsKept, type DraftKept } from '../queries/drafts.ts'
import { newestOf } from '../queries/list.ts'
import { hereAt } from '../queries/standing.ts'
import { Byline, titleOf } from '../views/pieces.tsx'

const NEWEST = 3

/** On the page of a community: the newest conversations, and where one writes. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community') return null
  const { say } = page
  const reading = { actor: page.actor, now: page.now, outside: kit.runner.outside }
  const here = await hereAt(kit.runner.db, reading, { id })
  if (here === null || !here.community.mayRead) return null
  const threads = await newestOf(kit.runner.db, reading, here, NEWEST)
  const at = href(page, `${here.community.path}/posts`)
  return (
    <section>
      <h2>{say('posts.title')}</h2>
      {threads.length === 0 ? <p class="empty">{say('posts.none')}</p> : null}
      <ul class="rows">
        {threads.map((post) => (
          <li>
            <a href={href(page, post.path)}>
              <InLanguage language={post.title === '' ? say.locale : post.language}>{excerpt(titleOf(page, post), 80)}</InLanguage>
            </a>
            <Byline page={page} post={post} brief />
          </li>
        ))}
      </ul>
      <p class="actions">
        {mayTakePart(here.asking).ok ? (
          <a class="button" href={`${at}/new`}>
            {say('posts.write')}
          </a>
        ) : null}
        <a class="button quiet" href={at}>
          {say('posts.all')}
        </a>
      </p>
    </section>
  )
}

/** Beside each of one's own communities: what one began to write there and has not sent. */
export const waitingIn: WaitingIn = async (kit, page, ids) => {
  const { db, outside } = kit.runner
  const mine = await communities.mine(db, { actor: page.actor, now: page.now, outside })
  const own = mine.filter(({ id }) => ids.includes(id))
  const kept = Map.groupBy(await draftsKept(db, own), ({ community }) => community)
  const paths = new Map(own.map(({ id, path }) => [id, href(page, `${path}/posts`)]))
  return new Map([...kept].map(([id, drafts]) => [id, <Drafts page={page} at={paths.get(id) ?? ''} drafts={drafts} />]))
}

const Drafts = ({ page, at, drafts }: { page: Page; at: string; drafts: readonly DraftKept[] }) => (
  <>
    {drafts.map(({ about, until }) => (
      <p class="status">
        <a href={about === 'new' ? `${at}/new` : `${at}/${about}#reply`}>{page.say('posts.draft.go-on')}</a>
        {' · '}
        {page.say('posts.draft.until', { day: page.say.day(until, page.zone ?? page.homeZone) })}
      </p>
    ))}
  </>
)
