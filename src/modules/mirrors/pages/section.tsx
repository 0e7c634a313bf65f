import type { Child } from 'hono/jsx'
import type { Reading } from '../../../core/published.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { Kit, SubjectSection, WaitingIn } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { heldTogether } from '../queries/held-together.ts'
import { mirrorsOf } from '../queries/mirrors.ts'
import { waitingAmong } from '../queries/news.ts'
import type { Held } from '../queries/shapes.ts'
import { Named } from '../views/pieces.tsx'
import { Sides } from '../views/space.tsx'

/** On the page of a community: what it holds with others; on that of a space, which two hold it and how one comes in. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community') return null
  const { db, outside } = kit.runner
  const reading: Reading = { actor: page.actor, now: page.now, outside }
  const community = await communities.seen(db, reading, { id })
  if (community === null) return null
  if (!community.jointly) return ofHolder(kit, page, { community, reading })
  const held = await heldTogether(db, reading, { space: community, brief: true })
  return held === null ? null : <OfSpace page={page} community={community} held={held} />
}

async function ofHolder(kit: Kit, page: Page, { community, reading }: { community: SeenCommunity; reading: Reading }): Promise<Child> {
  const { say } = page
  const all = (await mirrorsOf(kit.runner.db, reading, community)).map(({ mirror }) => mirror)
  const open = all.filter(({ state }) => state === 'open')
  const waits = all.some((mirror) => mirror.waits === 'here')
  const decides = community.me?.role === 'steward' && community.state === 'running' && community.access !== 'hidden' && !community.youth
  if (open.length === 0 && !waits && !decides) return null
  return (
    <section>
      <h2>{say('mirrors.title')}</h2>
      {waits ? (
        <p class="status">
          <strong>{say('mirrors.waits.here')}</strong>
        </p>
      ) : null}
      {open.length === 0 ? <p class="quiet">{say('mirrors.none.steward')}</p> : null}
      <ul class="rows">
        {open.map(({ name, space, other }) => (
          <li>
            <a href={href(page, space?.path ?? other.path)}>
              <InLanguage language={name.language}>{name.text}</InLanguage>
            </a>
            <p class="quiet">
              {say('mirrors.with')} <Named page={page} of={other} />
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href={href(page, `${community.path}/mirrors`)}>{say(decides ? 'mirrors.desk' : 'mirrors.all')}</a>
      </p>
    </section>
  )
}

function OfSpace({ page, community, held }: { page: Page; community: SeenCommunity; held: Held }) {
  const { say } = page
  const { path, me } = community
  const open = held.state === 'open'
  return (
    <section>
      <h2>{say('mirrors.held-by')}</h2>
      {held.offers.length === 0 ? null : (
        <p class="note">
          <a href={href(page, `${path}/held#named`)}>{say('mirrors.you-are-named.here')}</a>
        </p>
      )}
      <Sides page={page} community={community} held={held} heading="h3" />
      {held.restsFrom === null ? null : <p class="note">{say('mirrors.uneven', { day: dayInWords(page, held.restsFrom) })}</p>}
      {me !== null || !open ? null : (
        <>
          <p>{say('mirrors.who-comes-in')}</p>
          <p class="actions">
            <a class="button" href={href(page, `${path}/come-in`)}>
              {say('mirrors.come-in')}
            </a>
          </p>
        </>
      )}
      {open && community.languages.length > 1 ? (
        <p>
          {say('mirrors.mirrored', { languages: say.list(community.languages.map((tag) => say.language(tag))) })}{' '}
          <a href={href(page, `${path}/posts`)}>{say('mirrors.mirrored.go')}</a>
        </p>
      ) : null}
      <p>
        <a href={href(page, `${path}/held`)}>{say('mirrors.holding')}</a>
      </p>
    </section>
  )
}

/** On the page of one's own communities: where a letter said that something waits. */
export const waitingIn: WaitingIn = async (kit, page, ids) => {
  const { db, outside } = kit.runner
  const waiting = await waitingAmong(db, { actor: page.actor, now: page.now, outside }, ids)
  return new Map(
    waiting.map(({ community, waits }) => [
      community.id,
      <>
        {waits.map(({ line, path }) => (
          <p class="status">
            {line(page.say)} <a href={href(page, path)}>{page.say('mirrors.title')}</a>
          </p>
        ))}
      </>,
    ]),
  )
}
