import { Form, ProblemNote, RadioField } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Likeness } from '../queries/shapes.ts'
import { FEW, MERGER_DAYS, OBJECT_DAYS, UNDO_DAYS } from '../rules.ts'
import { Other, Words, type Filled } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly likenesses: readonly Likeness[]
  readonly sending: string
  readonly filled: Filled | null
}

/** What the hub asks the stewards of both, and nobody else. */
export function Likenesses(props: Props) {
  const { page, likenesses } = props
  const { say } = page
  if (likenesses.length === 0) return null
  return (
    <section id="alike">
      <h2>{say('likenesses.title')}</h2>
      <p>{say('likenesses.lead')}</p>
      {likenesses.map((likeness) => (
        <One {...props} likeness={likeness} />
      ))}
    </section>
  )
}

function One({ page, community, likeness, sending, filled }: Props & { readonly likeness: Likeness }) {
  const { say } = page
  const { other, reasons } = likeness
  const at = `${href(page, community.path)}/likenesses/${other.id}`
  const form = `alike-${other.id}`
  const own = filled?.form === form ? filled : null
  return (
    <article class="card" id={form}>
      <h3>
        <Other page={page} other={other} />
      </h3>
      <InLanguage as="p" language={other.language}>
        {likeness.summary}
      </InLanguage>
      <p class="quiet">{say('likenesses.because')}</p>
      <ul>
        {reasons.map((reason) => (
          <li>{say(`likenesses.reason.${reason}`, { few: FEW })}</li>
        ))}
      </ul>
      <Form page={page} action={`${at}/dismissal`}>
        <button class="quiet">{say('likenesses.dismiss')}</button>
      </Form>
      <details open={own !== null}>
        <summary>{say('likenesses.take')}</summary>
        <p>{say('mergers.propose.lead', { answer: MERGER_DAYS, object: OBJECT_DAYS, undo: UNDO_DAYS })}</p>
        <Form page={page} action={at}>
          <ProblemNote page={page} problem={own?.problem} />
          <input type="hidden" name="sending" value={own?.values['sending'] ?? sending} />
          <RadioField
            name="ends"
            id={`ends-${other.id}`}
            label={say('likenesses.ends')}
            value={own?.values['ends'] ?? 'this'}
            options={[
              { value: 'this', label: say('mergers.this-ends') },
              { value: 'other', label: say('mergers.other-ends') },
            ]}
            problem={own?.problem}
          />
          <Words page={page} id={form} label={say('mergers.why')} languages={community.languages} filled={own} />
          <button class="quiet">{say('mergers.propose.send')}</button>
        </Form>
      </details>
    </article>
  )
}
