"use server";

import { action } from "@/lib/http/action";
import {
  decideAgain,
  keepApart,
  mergeCustomers,
  unmergeCustomers,
  updateCustomer,
} from "@/lib/identity/commands";

const refresh = "/(console)/[project]/customers/[customer]";
const queue = "/(console)/[project]/customers/duplicates";

export const updateCustomerAction = action(updateCustomer, { refresh });
export const mergeCustomersAction = action(mergeCustomers, { refresh, answers: true });
export const unmergeCustomersAction = action(unmergeCustomers, { refresh, answers: true });
export const keepApartAction = action(keepApart, { refresh: queue });
export const decideAgainAction = action(decideAgain, { refresh: queue });
