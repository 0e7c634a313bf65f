import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Here } from '../queries/here.ts'
import { LONGEST, MOST_AT_ONCE, WEEKS } from '../rules.ts'
import { aloud, first, Safety, WantedFields, Way, type Values } from './pieces.tsx'

type WritingProps = {
  readonly page: Page
  readonly here: Here
  readonly values: Values
  readonly problem: Problem | undefined
  /** Whether there is one already. */
  readonly there: boolean
}

const backTo = ({ page, here }: WritingProps) => ({
  path: here.at,
  name: page.say('buddies.title-in', { name: aloud(here.name) }),
  language: page.say.locale,
})

/** Who goes along: what for, in which languages, with how many, until when. */
export function OfferPage(props: WritingProps) {
  const { page, here, values, problem, there } = props
  const { say } = page
  const title = say(there ? 'buddies.offer.change' : 'buddies.offer.do')
  return (
    <Layout page={page} title={title} index={false}>
      <Way page={page} to={backTo(props)} />
      <h1>{title}</h1>
      <p class="lead">{say(here.sort === 'community' ? 'buddies.offer.seen' : 'buddies.offer.seen-place')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${here.at}/offer`)}>
        <WantedFields page={page} values={values} problem={problem} />
        <TextArea
          name="words"
          label={say('buddies.offer.words')}
          hint={say('buddies.offer.words.hint')}
          value={first(values, 'words')}
          most={LONGEST.words}
          problem={problem}
        />
        <SelectField
          name="most"
          label={say('buddies.most')}
          value={first(values, 'most') ?? '1'}
          options={Array.from({ length: MOST_AT_ONCE }, (_, index) => ({
            value: String(index + 1),
            label: say('buddies.most.count', { count: index + 1 }),
          }))}
          problem={problem}
        />
        <TextField
          name="until"
          type="date"
          label={say('buddies.until')}
          hint={say('buddies.until.hint')}
          value={first(values, 'until')}
          required
          problem={problem}
        />
        <button>{say('buddies.offer.save')}</button>
      </Form>
      {there ? <TakeBack page={page} here={here} what="offer" /> : null}
      <Safety page={page} />
    </Layout>
  )
}

/** Who would like somebody to go along: nothing here shows a name. */
export function RequestPage(props: WritingProps) {
  const { page, here, values, problem, there } = props
  const { say } = page
  const title = say(there ? 'buddies.request.change' : 'buddies.request.do')
  return (
    <Layout page={page} title={title} index={false}>
      <Way page={page} to={backTo(props)} />
      <h1>{title}</h1>
      <p class="lead">{say(here.sort === 'community' ? 'buddies.request.seen' : 'buddies.request.seen-place')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${here.at}/request`)}>
        <WantedFields page={page} values={values} problem={problem} />
        <TextArea
          name="words"
          label={say('buddies.request.words')}
          hint={say(here.sort === 'community' ? 'buddies.request.words.hint' : 'buddies.request.words.hint-place')}
          value={first(values, 'words')}
          most={LONGEST.words}
          problem={problem}
        />
        <SelectField
          name="weeks"
          label={say('buddies.weeks')}
          value={first(values, 'weeks') ?? '4'}
          options={WEEKS.map((count) => ({ value: String(count), label: say('buddies.weeks.count', { count }) }))}
          problem={problem}
        />
        <button>{say('buddies.request.save')}</button>
      </Form>
      {there ? <TakeBack page={page} here={here} what="request" /> : null}
      <Safety page={page} />
    </Layout>
  )
}

function TakeBack({ page, here, what }: { page: Page; here: Here; what: 'offer' | 'request' }) {
  const { say } = page
  return (
    <section>
      <h2>{say(`buddies.${what}.withdraw`)}</h2>
      <p>{say(`buddies.${what}.withdraw.means`)}</p>
      <Form page={page} action={href(page, `${here.at}/${what}/withdrawal`)}>
        <button class="danger">{say(`buddies.${what}.withdraw`)}</button>
      </Form>
    </section>
  )
}
