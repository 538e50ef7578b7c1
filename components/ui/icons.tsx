import { __iconData as activity } from "lucide-react/icons/activity";
import { __iconData as arrowDown } from "lucide-react/icons/arrow-down";
import { __iconData as arrowRight } from "lucide-react/icons/arrow-right";
import { __iconData as arrowUp } from "lucide-react/icons/arrow-up";
import { __iconData as banknote } from "lucide-react/icons/banknote";
import { __iconData as bookOpen } from "lucide-react/icons/book-open";
import { __iconData as building } from "lucide-react/icons/building";
import { __iconData as calendarDays } from "lucide-react/icons/calendar-days";
import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as chevronDown } from "lucide-react/icons/chevron-down";
import { __iconData as chevronLeft } from "lucide-react/icons/chevron-left";
import { __iconData as chevronRight } from "lucide-react/icons/chevron-right";
import { __iconData as chevronUp } from "lucide-react/icons/chevron-up";
import { __iconData as chevronsUpDown } from "lucide-react/icons/chevrons-up-down";
import { __iconData as circleQuestionMark } from "lucide-react/icons/circle-question-mark";
import { __iconData as circleUserRound } from "lucide-react/icons/circle-user-round";
import { __iconData as clock } from "lucide-react/icons/clock";
import { __iconData as columns3 } from "lucide-react/icons/columns-3";
import { __iconData as copy } from "lucide-react/icons/copy";
import { __iconData as creditCard } from "lucide-react/icons/credit-card";
import { __iconData as crosshair } from "lucide-react/icons/crosshair";
import { __iconData as dot } from "lucide-react/icons/dot";
import { __iconData as download } from "lucide-react/icons/download";
import { __iconData as ellipsis } from "lucide-react/icons/ellipsis";
import { __iconData as eye } from "lucide-react/icons/eye";
import { __iconData as flag } from "lucide-react/icons/flag";
import { __iconData as funnel } from "lucide-react/icons/funnel";
import { __iconData as gitBranch } from "lucide-react/icons/git-branch";
import { __iconData as gitMerge } from "lucide-react/icons/git-merge";
import { __iconData as globe } from "lucide-react/icons/globe";
import { __iconData as keyRound } from "lucide-react/icons/key-round";
import { __iconData as laptop } from "lucide-react/icons/laptop";
import { __iconData as layoutGrid } from "lucide-react/icons/layout-grid";
import { __iconData as lifeBuoy } from "lucide-react/icons/life-buoy";
import { __iconData as listFilter } from "lucide-react/icons/list-filter";
import { __iconData as lock } from "lucide-react/icons/lock";
import { __iconData as logOut } from "lucide-react/icons/log-out";
import { __iconData as mail } from "lucide-react/icons/mail";
import { __iconData as mailX } from "lucide-react/icons/mail-x";
import { __iconData as menu } from "lucide-react/icons/menu";
import { __iconData as monitor } from "lucide-react/icons/monitor";
import { __iconData as monitorX } from "lucide-react/icons/monitor-x";
import { __iconData as moon } from "lucide-react/icons/moon";
import { __iconData as mousePointer2 } from "lucide-react/icons/mouse-pointer-2";
import { __iconData as notebookPen } from "lucide-react/icons/notebook-pen";
import { __iconData as box } from "lucide-react/icons/package";
import { __iconData as pause } from "lucide-react/icons/pause";
import { __iconData as pencil } from "lucide-react/icons/pencil";
import { __iconData as pin } from "lucide-react/icons/pin";
import { __iconData as pinOff } from "lucide-react/icons/pin-off";
import { __iconData as play } from "lucide-react/icons/play";
import { __iconData as plug } from "lucide-react/icons/plug";
import { __iconData as plus } from "lucide-react/icons/plus";
import { __iconData as repeat } from "lucide-react/icons/repeat";
import { __iconData as rotateCw } from "lucide-react/icons/rotate-cw";
import { __iconData as route } from "lucide-react/icons/route";
import { __iconData as scrollText } from "lucide-react/icons/scroll-text";
import { __iconData as search } from "lucide-react/icons/search";
import { __iconData as send } from "lucide-react/icons/send";
import { __iconData as shieldCheck } from "lucide-react/icons/shield-check";
import { __iconData as shieldOff } from "lucide-react/icons/shield-off";
import { __iconData as slidersHorizontal } from "lucide-react/icons/sliders-horizontal";
import { __iconData as smartphone } from "lucide-react/icons/smartphone";
import { __iconData as split } from "lucide-react/icons/split";
import { __iconData as squareTerminal } from "lucide-react/icons/square-terminal";
import { __iconData as stickyNote } from "lucide-react/icons/sticky-note";
import { __iconData as sun } from "lucide-react/icons/sun";
import { __iconData as tablet } from "lucide-react/icons/tablet";
import { __iconData as tags } from "lucide-react/icons/tags";
import { __iconData as trash } from "lucide-react/icons/trash";
import { __iconData as triangleExclamationPoint } from "lucide-react/icons/triangle-exclamation-point";
import { __iconData as undo } from "lucide-react/icons/undo-2";
import { __iconData as userRound } from "lucide-react/icons/user-round";
import { __iconData as userRoundCog } from "lucide-react/icons/user-round-cog";
import { __iconData as userRoundMinus } from "lucide-react/icons/user-round-minus";
import { __iconData as userRoundPlus } from "lucide-react/icons/user-round-plus";
import { __iconData as users } from "lucide-react/icons/users";
import { __iconData as webhook } from "lucide-react/icons/webhook";
import { __iconData as x } from "lucide-react/icons/x";
import { __iconData as zap } from "lucide-react/icons/zap";
import { createElement, type SVGProps } from "react";

export type Icon = ReturnType<typeof icon>;

type IconData = { node: [tag: string, attributes: Record<string, string>][] };

declare module "lucide-react/icons/x" {
  // Every icon has it, and lucide's types do not say so. All of them share the declarations of this one.
  export const __iconData: IconData;
}

/**
 * Lucide's drawings without its component, which is a client one: each icon of a server component would travel to the
 * browser as properties and be hydrated there.
 */
function icon({ node }: IconData) {
  return ({ className, ...rest }: SVGProps<SVGSVGElement>) => (
    <svg aria-hidden viewBox="0 0 24 24" {...rest} className={className ? `lucide ${className}` : "lucide"}>
      {node.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}

export const Activity = /* @__PURE__ */ icon(activity);
export const ArrowDown = /* @__PURE__ */ icon(arrowDown);
export const ArrowRight = /* @__PURE__ */ icon(arrowRight);
export const ArrowUp = /* @__PURE__ */ icon(arrowUp);
export const BookOpen = /* @__PURE__ */ icon(bookOpen);
export const Building = /* @__PURE__ */ icon(building);
export const CalendarDays = /* @__PURE__ */ icon(calendarDays);
export const Check = /* @__PURE__ */ icon(check);
export const ChevronDown = /* @__PURE__ */ icon(chevronDown);
export const ChevronLeft = /* @__PURE__ */ icon(chevronLeft);
export const ChevronRight = /* @__PURE__ */ icon(chevronRight);
export const ChevronUp = /* @__PURE__ */ icon(chevronUp);
export const ChevronsUpDown = /* @__PURE__ */ icon(chevronsUpDown);
export const CircleQuestionMark = /* @__PURE__ */ icon(circleQuestionMark);
export const CircleUserRound = /* @__PURE__ */ icon(circleUserRound);
export const Clock = /* @__PURE__ */ icon(clock);
export const Columns3 = /* @__PURE__ */ icon(columns3);
export const Copy = /* @__PURE__ */ icon(copy);
export const CreditCard = /* @__PURE__ */ icon(creditCard);
export const Crosshair = /* @__PURE__ */ icon(crosshair);
export const Dot = /* @__PURE__ */ icon(dot);
export const Download = /* @__PURE__ */ icon(download);
export const Ellipsis = /* @__PURE__ */ icon(ellipsis);
export const Eye = /* @__PURE__ */ icon(eye);
export const Filter = /* @__PURE__ */ icon(funnel);
export const Flag = /* @__PURE__ */ icon(flag);
export const GitBranch = /* @__PURE__ */ icon(gitBranch);
export const GitMerge = /* @__PURE__ */ icon(gitMerge);
export const Globe = /* @__PURE__ */ icon(globe);
export const KeyRound = /* @__PURE__ */ icon(keyRound);
export const Laptop = /* @__PURE__ */ icon(laptop);
export const LayoutGrid = /* @__PURE__ */ icon(layoutGrid);
export const LifeBuoy = /* @__PURE__ */ icon(lifeBuoy);
export const ListFilter = /* @__PURE__ */ icon(listFilter);
export const Lock = /* @__PURE__ */ icon(lock);
export const LogOut = /* @__PURE__ */ icon(logOut);
export const Mail = /* @__PURE__ */ icon(mail);
export const MailX = /* @__PURE__ */ icon(mailX);
export const Menu = /* @__PURE__ */ icon(menu);
export const Monitor = /* @__PURE__ */ icon(monitor);
export const MonitorX = /* @__PURE__ */ icon(monitorX);
export const Moon = /* @__PURE__ */ icon(moon);
export const MousePointer2 = /* @__PURE__ */ icon(mousePointer2);
export const NotebookPen = /* @__PURE__ */ icon(notebookPen);
export const Package = /* @__PURE__ */ icon(box);
export const Pencil = /* @__PURE__ */ icon(pencil);
export const Pin = /* @__PURE__ */ icon(pin);
export const PinOff = /* @__PURE__ */ icon(pinOff);
export const Plug = /* @__PURE__ */ icon(plug);
export const Plus = /* @__PURE__ */ icon(plus);
export const Repeat = /* @__PURE__ */ icon(repeat);
export const RotateCw = /* @__PURE__ */ icon(rotateCw);
export const Route = /* @__PURE__ */ icon(route);
export const ScrollText = /* @__PURE__ */ icon(scrollText);
export const Search = /* @__PURE__ */ icon(search);
export const ShieldCheck = /* @__PURE__ */ icon(shieldCheck);
export const ShieldOff = /* @__PURE__ */ icon(shieldOff);
export const SlidersHorizontal = /* @__PURE__ */ icon(slidersHorizontal);
export const Smartphone = /* @__PURE__ */ icon(smartphone);
export const Split = /* @__PURE__ */ icon(split);
export const SquareTerminal = /* @__PURE__ */ icon(squareTerminal);
export const StickyNote = /* @__PURE__ */ icon(stickyNote);
export const Sun = /* @__PURE__ */ icon(sun);
export const Tablet = /* @__PURE__ */ icon(tablet);
export const Tags = /* @__PURE__ */ icon(tags);
export const Trash2 = /* @__PURE__ */ icon(trash);
export const TriangleAlert = /* @__PURE__ */ icon(triangleExclamationPoint);
export const Undo2 = /* @__PURE__ */ icon(undo);
export const UserRound = /* @__PURE__ */ icon(userRound);
export const UserRoundCog = /* @__PURE__ */ icon(userRoundCog);
export const UserRoundMinus = /* @__PURE__ */ icon(userRoundMinus);
export const UserRoundPlus = /* @__PURE__ */ icon(userRoundPlus);
export const Users = /* @__PURE__ */ icon(users);
export const Webhook = /* @__PURE__ */ icon(webhook);
export const X = /* @__PURE__ */ icon(x);
export const Zap = /* @__PURE__ */ icon(zap);
export const Banknote = /* @__PURE__ */ icon(banknote);
export const Play = /* @__PURE__ */ icon(play);
export const Send = /* @__PURE__ */ icon(send);
export const Pause = /* @__PURE__ */ icon(pause);
