export * from "lucius-rating/report";
