import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Child } from 'hono/jsx'
import type { Traced } from '../queries/articles.ts'
import type { Place } from '../queries/documents.ts'
import type { Article, Endorsement } from '../queries/endorsements.ts'
import { sortInWords } from '../rules.ts'
import { Crumb, documentName } from './pieces.tsx'
import { EndorsementWords, type Said } from './endorse.tsx'

type Props = {
  readonly page: Page
  readonly place: Place
  readonly article: Article
  readonly language: string
  readonly holding: readonly Endorsement[]
  readonly said: Said
  readonly sections: readonly Child[]
}

/** One article: its words, where they come from, who endorses it, and what came of it. */
export function ArticlePage({ page, place, article, language, holding, said, sections }: Props) {
  const { say } = page
  const heading = say('outcome.words.article', { number: article.number })
  return (
    <Layout page={page} title={heading}>
      <Crumb page={page} path={place.path} text={documentName(page, place)} />
      <h1>{heading}</h1>
      <InLanguage as="blockquote" language={language} class="statement">
        {article.text}
      </InLanguage>
      <p class="actions">
        <a class="button quiet" href={href(page, `${place.path}/articles/${article.number}/trace`)}>
          {say('outcome.trace.go')}
        </a>
      </p>
      <section>
        <h2>{say('outcome.endorsements')}</h2>
        {holding.length === 0 ? <p class="empty">{say('outcome.endorsements.none')}</p> : null}
        <ul class="rows">
          {holding.map((one) => (
            <li>
              <EndorsementWords page={page} place={place} one={one} said={said} />
            </li>
          ))}
        </ul>
      </section>
      {[...sections]}
    </Layout>
  )
}

type TraceProps = Pick<Props, 'page' | 'place' | 'article' | 'language'> & { readonly traced: readonly Traced[] }

/** From an article down to what was said, each with its words as they stand now. */
export function TracePage({ page, place, article, language, traced }: TraceProps) {
  const { say } = page
  const heading = say('outcome.trace', { number: article.number })
  return (
    <Layout page={page} title={heading}>
      <Crumb
        page={page}
        path={`${place.path}/articles/${article.number}`}
        text={say('outcome.words.article', { number: article.number })}
      />
      <h1>{heading}</h1>
      <InLanguage as="blockquote" language={language} class="statement">
        {article.text}
      </InLanguage>
      {traced.length === 0 ? <p class="empty">{say('outcome.trace.none')}</p> : <Chain page={page} traced={traced} />}
    </Layout>
  )
}

function Chain({ page, traced }: { page: Page; traced: readonly Traced[] }) {
  const { say } = page
  return (
    <ul class="rows">
      {traced.map(({ id, source, seen, from }) => (
        <li>
          {source === null || source.state === 'withdrawn' ? (
            <p class="status late">
              <strong>{say('outcome.source.withdrawn', { sort: sortInWords(say, id.sort) })}</strong>
            </p>
          ) : (
            <>
              <p>
                <a href={href(page, source.path)}>{sortInWords(say, id.sort)}</a>{' '}
                {source.speaker === null ? null : <bdi class="quiet">{source.speaker}</bdi>}
              </p>
              <InLanguage as="blockquote" language={source.language} class="as-written">
                {source.text}
              </InLanguage>
              {seen === null || seen === source.version ? null : <p class="quiet">{say('outcome.trace.changed')}</p>}
            </>
          )}
          {from.length === 0 ? null : (
            <>
              <p class="quiet">{say('outcome.trace.from')}</p>
              <Chain page={page} traced={from} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
