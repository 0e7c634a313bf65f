import {
  Checkbox,
  Form,
  LanguageField,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { CommunityCard } from '../queries/find.ts'
import { DEFAULTS, LONGEST, placeSortOf } from '../rules.ts'
import { ACCESSES, SORTS, type Sort } from '../tables.ts'
import { NO_NAMES, Row, type Values } from './pieces.tsx'

/** First which sort: each has its own help, and begins as suits it. */
export function SortPage({ page }: { page: Page }) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.found')} index={false}>
      <p class="crumb">
        <a href={href(page, '/communities')}>{say('communities.title')}</a>
      </p>
      <h1>{say('communities.found')}</h1>
      <p class="lead">{say('communities.found.lead')}</p>
      <ul class="rows">
        {SORTS.map((sort) => (
          <li>
            <h2>
              <a href={href(page, `/communities/new?sort=${sort}`)}>{say(`communities.sort.${sort}`)}</a>
            </h2>
            <p>{say(`communities.sort.${sort}.what`)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

type BodyChoice = { readonly id: string; readonly name: string; readonly language: string }

export type FoundProps = {
  readonly page: Page
  readonly sort: Sort
  readonly values: Values
  /** Bodies of which the reader is a steward. */
  readonly bodies: readonly BodyChoice[]
  readonly topics: readonly Option[]
  /** That could be the same; shown once, and one can go on. */
  readonly alike: readonly CommunityCard[]
  readonly signIn: boolean
  readonly problem?: Problem | undefined
}

/** Short: the rest is asked later, on the page of the community. */
export function FoundPage(props: FoundProps) {
  const { page, sort, signIn, alike, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('communities.found')} index={false}>
      <p class="crumb">
        <a href={href(page, '/communities/new')}>{say('communities.found')}</a>
      </p>
      <h1>{say(`communities.sort.${sort}`)}</h1>
      <p class="lead">{say(`communities.sort.${sort}.help`)}</p>
      {signIn ? (
        <div class="empty">
          <p>{say('communities.found.sign-in')}</p>
          <p class="actions">
            <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`/communities/new?sort=${sort}`)}`)}>
              {say('sign-in.do')}
            </a>
          </p>
        </div>
      ) : (
        <>
          <ProblemNote page={page} problem={problem} />
          {alike.length === 0 ? null : (
            <section class="note" id="alike">
              <h2>{say('communities.alike')}</h2>
              <p>{say('communities.alike.what')}</p>
              <ul class="rows">
                {alike.map((card) => (
                  <Row page={page} card={card} names={NO_NAMES} heading="h3" />
                ))}
              </ul>
            </section>
          )}
          <FoundForm {...props} />
        </>
      )}
    </Layout>
  )
}

function FoundForm(props: FoundProps) {
  const { page, sort, values, bodies, alike, problem } = props
  const { say } = page
  return (
    <Form page={page} action={href(page, '/communities')}>
      <input type="hidden" name="sort" value={sort} />
      {alike.length === 0 ? null : <input type="hidden" name="looked" value="on" />}
      <TextField name="name" label={say('communities.name')} value={values['name']} most={LONGEST.name} required problem={problem} />
      <TextArea
        name="summary"
        label={say('communities.summary')}
        hint={say(`communities.sort.${sort}.summary`)}
        value={values['summary']}
        rows={3}
        most={LONGEST.summary}
        required
        problem={problem}
      />
      <LanguageField page={page} label={say('communities.written-in')} value={values['language']} problem={problem} />
      <RadioField
        name="access"
        label={say('communities.who-comes-in')}
        value={values['access'] ?? DEFAULTS[sort].access}
        options={ACCESSES.map((access) => ({
          value: access,
          label: say(`communities.access.${access}`),
          hint: say(`communities.access.${access}.what`),
        }))}
        problem={problem}
      />
      <TextField
        name="languages"
        label={say('communities.languages')}
        hint={say('communities.languages.hint')}
        value={values['languages'] ?? say.language(say.locale)}
        most={300}
        required
        problem={problem}
      />
      <About {...props} />
      {sort === 'gender' || sort === 'ancestry' ? (
        <Checkbox
          name="vouching"
          label={say('communities.vouching')}
          hint={say('communities.vouching.what')}
          checked={values['vouching'] === 'on'}
        />
      ) : null}
      {bodies.length === 0 ? (
        <p class="quiet">{say(sort === 'youth' ? 'communities.youth.body' : 'communities.body.none')}</p>
      ) : (
        <SelectField
          name="body"
          label={say('communities.body')}
          hint={say(sort === 'youth' ? 'communities.youth.body' : 'communities.body.hint')}
          value={values['body'] ?? ''}
          options={[
            { value: '', label: say('communities.body.nobody') },
            ...bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language })),
          ]}
          problem={problem}
        />
      )}
      <p>
        {say('communities.found.as')} <bdi>{page.personName ?? ''}</bdi>
      </p>
      <p>{say('communities.role.public')}</p>
      <button>{say(alike.length === 0 ? 'communities.found' : 'communities.found.still')}</button>
    </Form>
  )
}

/** One place and one topic, if one likes: enough for it to be found, and for those to be seen that are about the same. */
function About({ page, sort, values, topics, problem }: FoundProps) {
  const { say } = page
  const place = placeSortOf(sort)
  return (
    <>
      <TextField
        name={place}
        label={say(`communities.found.${place}`)}
        hint={say(sort === 'youth' ? 'communities.found.country' : 'communities.found.place')}
        value={values[place]}
        most={60}
        problem={problem}
      />
      <SelectField
        name="topic"
        label={say('communities.found.topic')}
        value={values['topic'] ?? ''}
        options={[{ value: '', label: say('communities.found.no-topic') }, ...topics]}
        problem={problem}
      />
    </>
  )
}
