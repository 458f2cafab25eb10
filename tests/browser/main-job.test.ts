import { expect, test } from 'vitest';
import { useStage } from '#tests/support/stage.ts';
import { checkMainJob } from '../../scripts/check-main-job.ts';

const stage = useStage();

test('from the installation over a credited order and a spent reward to a refund that takes the next one back', async () => {
  const report = await checkMainJob({ devstore: stage.devstore });
  expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(report.ok).toBe(true);
  expect(stage.problems).toEqual([]);
});
