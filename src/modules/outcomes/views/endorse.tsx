import { Form, ProblemNote, RadioField, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Place } from '../queries/documents.ts'
import type { Article, Endorsement, Signatory } from '../queries/endorsements.ts'
import { CHOICES, KEEPS, LONGEST, reservationPath } from '../rules.ts'
import { Crumb, documentName } from './pieces.tsx'

export type Said = {
  readonly articles: readonly Article[]
  readonly language: string
  readonly endorsements: readonly Endorsement[]
  readonly bodies: ReadonlyMap<string, Signatory>
}

const untilDay = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** One thing that a body said to an article: who, what, when, and whether the article is still the one that they read. */
export function EndorsementWords({
  page,
  place,
  one,
  said,
  withArticle = false,
}: {
  page: Page
  /** Null on the page of the reservation itself. */
  place: Pick<Place, 'path'> | null
  one: Endorsement
  said: Said
  withArticle?: boolean
}) {
  const { say } = page
  const body = said.bodies.get(one.body)
  const now = said.articles.find(({ number }) => number === one.article)
  return (
    <>
      <p>
        {body === undefined ? (
          say('outcome.body.gone')
        ) : (
          <a href={href(page, `/bodies/${body.slug}`)}>
            <InLanguage language={body.language}>{body.name}</InLanguage>
          </a>
        )}{' '}
        {body?.government === true ? <span class="quiet">({say('outcome.government')})</span> : null}{' '}
        <strong>{say('outcome.choice', { choice: one.choice })}</strong>
        {withArticle ? <> · {say('outcome.words.article', { number: one.article })}</> : null}
      </p>
      {one.hidden ? <p class="status">{say('outcome.reservation.hidden')}</p> : null}
      {one.reservation === null ? null : (
        <InLanguage as="blockquote" language={one.language ?? 'und'} class="as-written">
          {one.reservation}
        </InLanguage>
      )}
      <p class="quiet">
        <Day page={page} at={one.at} /> · {say('outcome.given', { office: one.office, number: one.version })}
        {now?.digest === one.digest ? null : <> · {say('outcome.given.before')}</>}
        {one.reservation === null || place === null ? null : (
          <>
            {' · '}
            <a href={href(page, reservationPath(place.path, one))}>{say('outcome.reservation.page')}</a>
          </>
        )}
      </p>
    </>
  )
}

type ListProps = {
  readonly page: Page
  readonly place: Place
  readonly until: string | null
  readonly holding: readonly Endorsement[]
  readonly said: Said
  readonly mayEndorse: boolean
}

/** Article by article who endorses it, with every reservation; then everything that was ever said. */
export function EndorsementsPage({ page, place, until, holding, said, mayEndorse }: ListProps) {
  const { say } = page
  const heading = say('outcome.endorsements')
  return (
    <Layout page={page} title={heading}>
      <Crumb page={page} path={place.path} text={documentName(page, place)} />
      <h1>{heading}</h1>
      {until === null ? (
        <p class="empty">{say('outcome.endorsements.not-asked')}</p>
      ) : (
        <p class="lead">
          {say('outcome.endorsements.until', { day: say.day(untilDay(until), 'UTC'), over: place.today > until ? 'yes' : 'no' })}
        </p>
      )}
      {mayEndorse ? (
        <p class="actions">
          <a class="button" href={href(page, `${place.path}/endorse`)}>
            {say('outcome.endorse.go')}
          </a>
        </p>
      ) : null}
      {said.articles.map(({ number }) => (
        <section>
          <h2>
            <a href={href(page, `${place.path}/articles/${number}`)}>{say('outcome.words.article', { number })}</a>
          </h2>
          <Numbers page={page} holding={holding.filter(({ article }) => article === number)} />
          <ul class="rows">
            {holding
              .filter(({ article }) => article === number)
              .map((one) => (
                <li>
                  <EndorsementWords page={page} place={place} one={one} said={said} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      {said.endorsements.length === 0 ? null : (
        <details>
          <summary>
            <h2>{say('outcome.endorsements.history')}</h2> <span class="quiet">{say.number(said.endorsements.length)}</span>
          </summary>
          <ul class="rows">
            {said.endorsements.map((one) => (
              <li>
                <EndorsementWords page={page} place={place} one={one} said={said} withArticle />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Layout>
  )
}

function Numbers({ page, holding }: { page: Page; holding: readonly Endorsement[] }) {
  const { say } = page
  return (
    <dl class="numbers">
      {CHOICES.map((choice) => (
        <div>
          <dt>{say('outcome.choice', { choice })}</dt>
          <dd>{say.number(holding.filter((one) => one.choice === choice).length)}</dd>
        </div>
      ))}
    </dl>
  )
}

type FormProps = {
  readonly page: Page
  readonly place: Place
  readonly said: Pick<Said, 'articles' | 'language'>
  readonly bodies: readonly { readonly id: string; readonly name: string; readonly language: string }[]
  readonly languages: readonly string[]
  readonly values: {
    readonly body: string
    readonly language: string
    readonly choices: readonly string[]
    readonly reservations: readonly string[]
  }
  readonly problem: Problem | undefined
}

/** For a body, all articles in one form. */
export function EndorsePage({ page, place, said, bodies, languages, values, problem }: FormProps) {
  const { say } = page
  const heading = say('outcome.endorse')
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={`${place.path}/endorsements`} text={say('outcome.endorsements')} />
      <h1>{heading}</h1>
      <p class="lead">{say('outcome.endorse.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <nav class="tabs" aria-label={say('outcome.endorse.body')}>
        {bodies.map(({ id, name, language }) => (
          <a href={href(page, `${place.path}/endorse?body=${id}`)} lang={language} aria-current={id === values.body ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Form page={page} action={href(page, `${place.path}/endorse`)}>
        <input type="hidden" name="body" value={values.body} />
        <input type="hidden" name="count" value={said.articles.length} />
        <p>
          <strong>{say('outcome.endorse.keeps')}</strong>
        </p>
        <ul>
          {KEEPS.map((rule) => (
            <li>{say(`outcome.keeps.${rule}`)}</li>
          ))}
        </ul>
        {said.articles.map(({ number, text }, at) => (
          <fieldset class="card">
            <legend>{say('outcome.words.article', { number })}</legend>
            <input type="hidden" name={`article-${at}`} value={number} />
            <InLanguage as="blockquote" language={said.language}>
              {text}
            </InLanguage>
            <RadioField
              name={`choice-${at}`}
              label={say('outcome.endorse.choice')}
              value={values.choices[at]}
              options={CHOICES.map((value) => ({ value, label: say('outcome.choice', { choice: value }) }))}
              problem={problem}
            />
            <TextArea
              name={`reservation-${at}`}
              label={say('outcome.reservation')}
              hint={say('outcome.reservation.hint')}
              value={values.reservations[at]}
              rows={3}
              most={LONGEST.reservation}
              problem={problem}
            />
          </fieldset>
        ))}
        <SelectField
          name="language"
          label={say('outcome.reservation.language')}
          options={languages.map((value) => ({ value, label: say.language(value) }))}
          value={values.language}
          problem={problem}
        />
        <button>{say('outcome.endorse.do')}</button>
      </Form>
    </Layout>
  )
}
