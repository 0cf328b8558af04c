Console.Error.WriteLine("The Function App is built with PackageFeed=complete; on one machine use tfp.");
return 2;
