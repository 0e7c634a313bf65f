import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import { KINDS, type Level } from '../tables.ts'

type Listed = BodyCard & { readonly level: Level | null }
type Props = { readonly page: Page; readonly bodies: readonly Listed[]; readonly own: readonly Listed[]; readonly mayCreate: boolean }

export function BodiesPage({ page, bodies, own, mayCreate }: Props) {
  const { say } = page
  const kinds = KINDS.filter((kind) => bodies.some((body) => body.kind === kind))
  return (
    <Layout page={page} title={say('bodies.title')} description={say('bodies.lead')} width="wide">
      <h1>{say('bodies.title')}</h1>
      <p class="lead">{say('bodies.lead')}</p>
      <p>
        <a href={href(page, '/directory')}>{say('bodies.directory')}</a>
      </p>
      {mayCreate ? (
        <p class="actions">
          <a class="button" href={href(page, '/bodies/new')}>
            {say('bodies.add')}
          </a>
        </p>
      ) : null}
      {own.length === 0 ? null : <Cards page={page} title={say('bodies.yours')} bodies={own} />}
      {bodies.length === 0 ? (
        <div class="empty">
          <p>{say('bodies.none')}</p>
          <p>{say(mayCreate ? 'bodies.none-operator' : 'bodies.none-reader')}</p>
        </div>
      ) : null}
      {kinds.map((kind) => (
        <Cards page={page} title={say(`body-kind.${kind}.many`)} bodies={bodies.filter((body) => body.kind === kind)} />
      ))}
    </Layout>
  )
}

function Cards({ page, title, bodies }: { page: Page; title: string; bodies: readonly Listed[] }) {
  const { say } = page
  return (
    <section>
      <h2>{title}</h2>
      <ul class="cards">
        {bodies.map(({ slug, name, summary, language, level, archived }) => (
          <li class="card">
            <h3>
              <a href={href(page, `/bodies/${encodeURIComponent(slug)}`)}>
                <InLanguage language={language}>{name}</InLanguage>
              </a>
            </h3>
            <InLanguage as="p" language={language}>
              {summary}
            </InLanguage>
            <p class="status">{say(archived ? 'archive.short' : `verification.short.${level ?? 'none'}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
