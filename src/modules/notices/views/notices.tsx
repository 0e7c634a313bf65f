import { InLanguage, Layout } from '../../../web/layout.tsx'
import type { News } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { State } from '../queries/state.ts'
import { SORTS } from '../rules.ts'
import { StoppedNote } from './stopped.tsx'

type SortedProps = { readonly page: Page; readonly news: readonly News[]; readonly seenUntil: Date }
export type NoticesProps = SortedProps & { readonly stopped: State['stopped'] }

/** What there is for the account, by sorts; what came since the last look is marked. */
export function NoticesPage({ page, news, seenUntil, stopped }: NoticesProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('notices.title')} index={false}>
      <h1>{say('notices.title')}</h1>
      <p class="lead">{say('notices.lead')}</p>
      <StoppedNote page={page} stopped={stopped} />
      {news.length === 0 ? (
        <div class="empty">
          <p>{say('notices.none')}</p>
          <ul>
            {SORTS.map((sort) => (
              <li>{say(`notices.sort.${sort}`)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {SORTS.map((sort) => (
        <Sorted page={page} sort={sort} news={news.filter((one) => one.sort === sort)} seenUntil={seenUntil} />
      ))}
      <p class="actions">
        <a class="button quiet" href={href(page, '/notices/settings')}>
          {say('notices.settings')}
        </a>
      </p>
      <p class="quiet">{say('notices.how')}</p>
    </Layout>
  )
}

function Sorted({ page, sort, news, seenUntil }: SortedProps & { readonly sort: News['sort'] }) {
  const { say } = page
  if (news.length === 0) return null
  return (
    <section>
      <h2>{say(`notices.sort.${sort}`)}</h2>
      <ul class="rows">
        {news.map(({ at, path, line, about }) => (
          <li>
            <p>
              <a href={href(page, path)}>{line(say)}</a>
            </p>
            <p class={at > seenUntil ? 'status' : 'quiet'}>
              {at > seenUntil ? (
                <>
                  <strong>{say('notices.new')}</strong>{' '}
                </>
              ) : null}
              <Day page={page} at={at} />
              {about === undefined ? null : (
                <>
                  {' · '}
                  <InLanguage language={about.language}>{about.text}</InLanguage>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
