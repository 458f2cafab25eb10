import { storeTime } from '#devstore/clock.ts';
import { idOf, refused, type ApiContext, type Fields, type UserError } from '#devstore/admin-api/answers.ts';
import type { Checked } from '#devstore/admin-api/resolvers/discount-input.ts';
import {
  checkBasic,
  checkBxgy,
  checkFreeShipping,
  type BasicInput,
  type BxgyInput,
  type FreeShippingInput,
} from '#devstore/admin-api/resolvers/discount-kinds.ts';
import { discountCodeNodeAnswer } from '#devstore/admin-api/resolvers/discounts.ts';
import { blankDiscount } from '#devstore/discounts/blank-discount.ts';
import {
  activateDiscount,
  addDiscount,
  changeDiscount,
  deactivateDiscount,
  deleteDiscount,
} from '#devstore/discounts/discount-events.ts';
import { gid, newId } from '#devstore/store.ts';
import type { DiscountState } from '#devstore/state.ts';

type Check<Input> = (
  context: ApiContext,
  input: Input,
  existing: DiscountState | null,
) => { fields: Checked } | { errors: UserError[] };

export function discountMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  const node = (discount: DiscountState) => ({
    codeDiscountNode: () => discountCodeNodeAnswer(context, discount),
    userErrors: [],
  });
  const fail = (errors: UserError[]) => refused(['codeDiscountNode'], 'DiscountUserError', errors);
  const missing: UserError[] = [{ field: ['id'], message: 'Code discount does not exist.', code: 'INVALID' }];

  function create<Input>(input: Input, check: Check<Input>): Fields {
    const checked = check(context, input, null);
    if ('errors' in checked) return fail(checked.errors);
    const { code, ...fields } = checked.fields;
    const now = storeTime(store);
    const discount: DiscountState = {
      ...blankDiscount,
      ...fields,
      id: newId(store),
      codes: [{ id: newId(store), code: code ?? '', usageCount: 0 }],
      createdByApp: true,
      createdAt: now,
      updatedAt: now,
      usedByCustomer: {},
    };
    addDiscount(store, shop, discount);
    return node(discount);
  }

  function update<Input>(id: string, kind: DiscountState['kind'], input: Input, check: Check<Input>): Fields {
    const discount = shop.discounts.get(idOf(id));
    if (discount?.kind !== kind) return fail(missing);
    const checked = check(context, input, discount);
    if ('errors' in checked) return fail(checked.errors);
    const { code, ...fields } = checked.fields;
    changeDiscount(store, shop, discount, () => {
      Object.assign(discount, fields);
      const [only] = discount.codes;
      if (code !== undefined && only !== undefined) only.code = code;
    });
    return node(discount);
  }

  function change(id: string, apply: typeof activateDiscount): Fields {
    const discount = shop.discounts.get(idOf(id));
    if (discount === undefined) return fail(missing);
    apply(store, shop, discount);
    return node(discount);
  }

  return {
    discountCodeBasicCreate: (args: { basicCodeDiscount: BasicInput }) => create(args.basicCodeDiscount, checkBasic),
    discountCodeBasicUpdate: ({ id, basicCodeDiscount }: { id: string; basicCodeDiscount: BasicInput }) =>
      update(id, 'basic', basicCodeDiscount, checkBasic),
    discountCodeBxgyCreate: (args: { bxgyCodeDiscount: BxgyInput }) => create(args.bxgyCodeDiscount, checkBxgy),
    discountCodeBxgyUpdate: ({ id, bxgyCodeDiscount }: { id: string; bxgyCodeDiscount: BxgyInput }) =>
      update(id, 'bxgy', bxgyCodeDiscount, checkBxgy),
    discountCodeFreeShippingCreate: (args: { freeShippingCodeDiscount: FreeShippingInput }) =>
      create(args.freeShippingCodeDiscount, checkFreeShipping),
    discountCodeFreeShippingUpdate: (args: { id: string; freeShippingCodeDiscount: FreeShippingInput }) =>
      update(args.id, 'free-shipping', args.freeShippingCodeDiscount, checkFreeShipping),
    discountCodeActivate: ({ id }: { id: string }) => change(id, activateDiscount),
    discountCodeDeactivate: ({ id }: { id: string }) => change(id, deactivateDiscount),
    discountCodeDelete: ({ id }: { id: string }) => {
      const discount = shop.discounts.get(idOf(id));
      if (discount === undefined) return refused(['deletedCodeDiscountId'], 'DiscountUserError', missing);
      deleteDiscount(store, shop, discount);
      return { deletedCodeDiscountId: gid('DiscountCodeNode', discount.id), userErrors: [] };
    },
  };
}
